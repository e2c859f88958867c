import { Connection } from './connection.ts';
import { quantile } from './ratios.ts';
import type { Ask } from './requests.ts';
import type { BenchedServer } from './server.ts';

/** Milliseconds from a request to its answer, of one caller that waits for each. */
export interface Latencies {
  median: number;
  p99: number;
}

/** @param isOver Asked before each request; a number is how many there are. */
export async function latencies(server: BenchedServer, ask: Ask, isOver: number | (() => boolean)): Promise<Latencies> {
  const connection = await Connection.open(server.url);
  const times: number[] = [];
  const hasEnd = typeof isOver === 'number' ? () => times.length >= isOver : isOver;
  while (!hasEnd()) {
    const start = performance.now();
    const { status, body } = await connection.ask(ask.request(times.length));
    times.push(performance.now() - start);
    if (status !== ask.status)
      throw new Error(`${server.side} answered ${status} to what should be ${ask.status}: ${body}`);
  }
  connection.close();
  return { median: quantile(times, 0.5), p99: quantile(times, 0.99) };
}
