import type { Bench } from './bench.ts';
import { load } from './load.ts';
import type { Ask } from './requests.ts';
import { alternate } from './rounds.ts';
import type { BenchedServer } from './server.ts';

export const CONNECTIONS = 8;
export const ROUNDS = 9;
const ROUND_MS = 300;
const WARM_UP_MS = 1_000;

/** Processor time of a request in microseconds, of each server, one figure a round. */
export async function costs<S extends BenchedServer>(
  bench: Bench,
  servers: readonly S[],
  askOf: (server: S) => Ask,
): Promise<Map<S, number[]>> {
  const cost = async (server: S, milliseconds: number) => {
    const { cpuMicroseconds, requests } = await load(server, askOf(server), { connections: CONNECTIONS, milliseconds });
    return cpuMicroseconds / requests;
  };
  for (const server of servers) await cost(server, bench.some(WARM_UP_MS));
  return alternate(servers, bench.some(ROUNDS), (server) => cost(server, bench.some(ROUND_MS)));
}
