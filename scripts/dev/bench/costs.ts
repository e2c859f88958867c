import type { Bench } from './bench.ts';
import { costOf, type Load, load } from './load.ts';
import type { Ask } from './requests.ts';
import { alternate } from './rounds.ts';
import type { BenchedServer } from './server.ts';

export const CONNECTIONS = 8;
export const ROUNDS = 15;
const ROUND_MS = 300;
/** So many requests, or as many as are answered in this time: until then much of what runs is being compiled, in all threads. */
const WARM_UP = { most: 10_000, milliseconds: 4_000 };

/** Processor time of a request in microseconds, of each server, one figure a round. */
export async function costs<S extends BenchedServer>(
  bench: Bench,
  servers: readonly S[],
  askOf: (server: S) => Ask,
): Promise<Map<S, number[]>> {
  const loads = await alternateLoads(bench, servers, askOf);
  return new Map([...loads].map(([server, ofServer]) => [server, ofServer.map(costOf)]));
}

/** The same loads of each server, one a round. */
export async function alternateLoads<S extends BenchedServer>(
  bench: Bench,
  servers: readonly S[],
  askOf: (server: S) => Ask,
): Promise<Map<S, Load[]>> {
  const warmUp = { most: bench.some(WARM_UP.most), milliseconds: bench.some(WARM_UP.milliseconds) };
  for (const server of servers) await load(server, askOf(server), { connections: CONNECTIONS, ...warmUp });
  const milliseconds = bench.some(ROUND_MS);
  return alternate(servers, bench.some(ROUNDS), (server) =>
    load(server, askOf(server), { connections: CONNECTIONS, milliseconds }),
  );
}
