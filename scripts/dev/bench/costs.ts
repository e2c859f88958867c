import type { Bench } from './bench.ts';
import { costOf, type Load, load } from './load.ts';
import type { Ask } from './requests.ts';
import { alternate } from './rounds.ts';
import type { BenchedServer } from './server.ts';

export const CONNECTIONS = 8;
export const ROUNDS = 15;
const ROUND_MS = 300;

/** What comes before what is measured: so many requests, or as many as are answered in this time. */
export interface WarmUp {
  most: number;
  milliseconds: number;
}

/** Enough for one server to be compared with another state of itself: both are compiled as far as the other. */
const BRIEF: WarmUp = { most: 10_000, milliseconds: 4_000 };
/** Until little is compiled any more, in any thread: larger programs take longer for that than smaller ones. */
export const STEADY: WarmUp = { most: 20_000, milliseconds: 25_000 };

/** Processor time of a request in microseconds, of each server, one figure a round. */
export async function costs<S extends BenchedServer>(
  bench: Bench,
  servers: readonly S[],
  askOf: (server: S) => Ask,
  before?: WarmUp,
): Promise<Map<S, number[]>> {
  const loads = await alternateLoads(bench, servers, askOf, before);
  return new Map([...loads].map(([server, ofServer]) => [server, ofServer.map(costOf)]));
}

/** The same loads of each server, one a round. */
export async function alternateLoads<S extends BenchedServer>(
  bench: Bench,
  servers: readonly S[],
  askOf: (server: S) => Ask,
  before = BRIEF,
): Promise<Map<S, Load[]>> {
  for (const server of servers) await warmUp(bench, server, askOf(server), before);
  const milliseconds = bench.some(ROUND_MS);
  return alternate(servers, bench.some(ROUNDS), (server) =>
    load(server, askOf(server), { connections: CONNECTIONS, milliseconds }),
  );
}

export async function warmUp(
  bench: Bench,
  server: BenchedServer,
  ask: Ask,
  { most, milliseconds }: WarmUp,
): Promise<void> {
  const some = { most: bench.some(most), milliseconds: bench.some(milliseconds) };
  await load(server, ask, { connections: CONNECTIONS, ...some });
}

/** A note of what was measured after `STEADY`. */
export function steadily(bench: Bench): string {
  const [requests, seconds] = [bench.some(STEADY.most), bench.some(STEADY.milliseconds) / 1000];
  return `Measured after ${requests.toLocaleString('en')} requests, or as many as took ${seconds} s: by then little is compiled any more.`;
}
