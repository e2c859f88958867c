import { Connection } from './connection.ts';
import type { Ask } from './requests.ts';
import type { BenchedServer } from './server.ts';

export interface LoadOptions {
  /** How many requests are under way at once. */
  connections: number;
  /** Ends after so long, */
  milliseconds?: number;
  /** or after so many requests, whichever is first. */
  most?: number;
}

/** What came of a load. */
export interface Load {
  /** Requests that were answered, or records of a stream. */
  count: number;
  seconds: number;
  /** Of the server's process, all its threads, user and system. */
  cpuMicroseconds: number;
}

/**
 * Sends a request without a pause over some connections, each waiting for its answer.
 * @throws Error for an answer of another status.
 */
export async function load(server: BenchedServer, ask: Ask, options: LoadOptions): Promise<Load> {
  const { connections, milliseconds = Number.POSITIVE_INFINITY, most = Number.POSITIVE_INFINITY } = options;
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(server.url)));
  let requests = 0;
  const before = await server.usage();
  const start = performance.now();
  const run = async (connection: Connection) => {
    while (requests < most && performance.now() - start < milliseconds) {
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
  return { count: requests, seconds, cpuMicroseconds: after.cpuMicroseconds - before.cpuMicroseconds };
}

/** Requests, or records, a second. */
export function rateOf({ count, seconds }: Load): number {
  return count / seconds;
}

/** Processor time of one, in microseconds. */
export function costOf({ count, cpuMicroseconds }: Load): number {
  return cpuMicroseconds / count;
}
