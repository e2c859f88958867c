import { setTimeout } from 'node:timers/promises';
import type { Bench } from './bench.ts';
import { Connection } from './connection.ts';
import { operationsOf } from './requests.ts';
import { alternate } from './rounds.ts';
import type { Side } from './server.ts';

export const STARTS = 5;
/** How long after its first answer a server is idle. */
export const SETTLE_MS = 500;

/** What a start costs. */
export interface Start {
  /** From the start of the process to its first answered get. */
  milliseconds: number;
  /** Memory that is resident when it is idle after that. */
  rssBytes: number;
}

export async function starts(bench: Bench, sides: readonly Side[], tokens: number): Promise<Map<Side, Start[]>> {
  const ids = await bench.databases.ids(tokens);
  const folders = new Map<Side, string>();
  for (const side of sides) folders.set(side, await bench.databases.copy(tokens));

  return alternate(sides, bench.some(STARTS), async (side) => {
    const from = performance.now();
    const server = await bench.startIn(side, folders.get(side) ?? '');
    const connection = await Connection.open(server.url);
    const { status } = await connection.ask(operationsOf(server, ids).get.request(0));
    const milliseconds = performance.now() - from;
    connection.close();
    if (status !== 200) throw new Error(`${side} answered its first get with ${status}.`);
    await setTimeout(SETTLE_MS);
    const { rssBytes } = await server.usage();
    await bench.stop(server);
    return { milliseconds, rssBytes };
  });
}
