import { setTimeout } from 'node:timers/promises';
import type { Bench } from './bench.ts';
import { Connection } from './connection.ts';
import { operationsOf } from './requests.ts';
import { alternate } from './rounds.ts';
import type { Side } from './server.ts';

export const STARTS = 5;
/** How long after its first answer a server is idle. */
export const SETTLE_MS = 500;

/** Milliseconds from the start of a process to its first answered get, and bytes of memory after it; one figure a start. */
export async function startCosts(bench: Bench, sides: readonly Side[], tokens: number) {
  const ids = await bench.databases.ids(tokens);
  const folders = new Map<Side, string>();
  for (const side of sides) folders.set(side, await bench.databases.copy(tokens));
  const memory = new Map(sides.map((side): [Side, number[]] => [side, []]));

  const start = async (side: Side) => {
    const from = performance.now();
    const server = await bench.startIn(side, folders.get(side) ?? '');
    const connection = await Connection.open(server.url);
    const { status } = await connection.ask(operationsOf(server, ids).get.request(0));
    const ready = performance.now() - from;
    connection.close();
    if (status !== 200) throw new Error(`${side} answered its first get with ${status}.`);
    await setTimeout(SETTLE_MS);
    memory.get(side)?.push((await server.usage()).rssBytes);
    await bench.stop(server);
    return ready;
  };
  const ready = await alternate(sides, bench.some(STARTS), start);
  return { ready, memory };
}
