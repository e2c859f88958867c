import { Connection } from './connection.ts';
import type { Ask } from './requests.ts';
import type { BenchedServer } from './server.ts';

export interface LoadOptions {
  /** How many requests are under way at once. */
  connections: number;
  milliseconds: number;
}

/** What came of a load. */
export interface Load {
  requests: number;
  seconds: number;
  /** Of the server's process, all its threads, user and system. */
  cpuMicroseconds: number;
}

/**
 * Sends a request without a pause over some connections, each waiting for its answer.
 * @throws Error for an answer of another status.
 */
export async function load(server: BenchedServer, ask: Ask, { connections, milliseconds }: LoadOptions): Promise<Load> {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(server.url)));
  let requests = 0;
  const before = await server.usage();
  const start = performance.now();
  const run = async (connection: Connection) => {
    while (performance.now() - start < milliseconds) {
      const { status, body } = await connection.ask(ask.request(requests++));
      if (status !== ask.status) {
        throw new Error(`${server.side} answered ${status} where ${ask.status} was expected: ${body}`);
      }
    }
  };
  await Promise.all(open.map(run));
  const seconds = (performance.now() - start) / 1000;
  const after = await server.usage();
  for (const connection of open) connection.close();
  return { requests, seconds, cpuMicroseconds: after.cpuMicroseconds - before.cpuMicroseconds };
}
