import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { SEEDED } from './databases.ts';
import type { Load } from './load.ts';
import { TOKENS } from './requests.ts';
import type { BenchedServer } from './server.ts';

const NEW_LINE = 10;
const TICK_MS = 50;
/** Of the processor, from which on a server counts as busy: asking costs next to nothing. */
const BUSY_SHARE = 0.2;
const QUIET_MS = 500;

/** Asks for tokens as JSON Lines. @param query With its `?`. */
export function askForStream(server: BenchedServer, query = '') {
  return get(server.url + TOKENS + query, {
    agent: false,
    headers: {
      Authorization: `Bearer ${server.credential(SEEDED.operations)}`,
      Accept: 'application/jsonl',
      'MPT-Streaming': 'true',
    },
  });
}

/** The same, once it has begun. @throws Error for another answer. */
export async function openStream(server: BenchedServer): Promise<IncomingMessage> {
  const [response]: [IncomingMessage] = (await once(askForStream(server), 'response')) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`${server.side} answered a stream with ${response.statusCode}.`);
  return response;
}

/** Reads a stream as fast as it comes. @throws Error where records are missing. */
export async function readStream(server: BenchedServer): Promise<Load> {
  const before = await server.usage();
  const start = performance.now();
  const response = await openStream(server);
  let records = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    for (let place = chunk.indexOf(NEW_LINE); place >= 0; place = chunk.indexOf(NEW_LINE, place + 1)) records++;
  }
  if (String(records) !== response.headers['mpt-item-count']) {
    throw new Error(`${server.side} sent ${records} records and had said ${response.headers['mpt-item-count']}.`);
  }
  const seconds = (performance.now() - start) / 1000;
  const after = await server.usage();
  return { count: records, seconds, cpuMicroseconds: after.cpuMicroseconds - before.cpuMicroseconds };
}

/** Takes so many bytes a second of a stream for a while. */
export async function readSlowly(
  response: IncomingMessage,
  bytesPerSecond: number,
  milliseconds: number,
): Promise<void> {
  const end = performance.now() + milliseconds;
  response.pause();
  while (performance.now() < end) {
    await setTimeout(TICK_MS);
    const most = (bytesPerSecond * TICK_MS) / 1000;
    response.read(Math.min(most, response.readableLength));
  }
}

/** Milliseconds until a server has nothing left to do, as its processor time shows it. @param limit Waits no longer. */
export async function busyFor(server: BenchedServer, limit: number): Promise<number> {
  const start = performance.now();
  let lastBusy = start;
  let before = { at: start, ...(await server.usage()) };
  while (before.at - lastBusy < QUIET_MS && before.at - start < limit) {
    await setTimeout(TICK_MS / 2);
    const now = { at: performance.now(), ...(await server.usage()) };
    const used = (now.cpuMicroseconds - before.cpuMicroseconds) / 1000;
    if (used > (now.at - before.at) * BUSY_SHARE) lastBusy = now.at;
    before = now;
  }
  return lastBusy - start;
}
