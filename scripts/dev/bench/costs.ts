import type { Bench } from './bench.ts';
import { costOf, type Load, load } from './load.ts';
import type { Ask } from './requests.ts';
import { alternate } from './rounds.ts';
import type { BenchedServer } from './server.ts';

export const CONNECTIONS = 8;
export const ROUNDS = 9;
const ROUND_MS = 300;
/** In requests: on a busy machine, time would be too short for what runs to be compiled. */
const WARM_UP = 800;

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
  for (const server of servers)
    await load(server, askOf(server), { connections: CONNECTIONS, most: bench.some(WARM_UP) });
  const milliseconds = bench.some(ROUND_MS);
  return alternate(servers, bench.some(ROUNDS), (server) =>
    load(server, askOf(server), { connections: CONNECTIONS, milliseconds }),
  );
}
