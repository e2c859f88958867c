import type { Resource } from '../generated/fields.ts';
import type { components } from '../generated/schema.ts';
import { type ListOptions, type ListParameters, parametersOf } from './lists.ts';
import type { CallOptions } from './options.ts';
import type { Item, SelectedItem } from './types.ts';

/** As for a list; `limit` is the first so many, everything unless given, and is not capped. */
export type StreamOptions<R extends Resource> = Omit<ListOptions<R>, 'offset' | 'page'>;

/** What was there when the stream began and is gone: `'$meta' in item` tells it from the others. */
export type DeletedRecord = components['schemas']['DeletedRecord'];

/** Reads a whole list in one request, item by item as they arrive; who breaks off ends the request. */
export interface Stream<R extends Resource> {
  (options?: StreamOptions<R> & { select?: undefined }): AsyncGenerator<Item<R> | DeletedRecord, void, undefined>;
  (options?: StreamOptions<R>): AsyncGenerator<SelectedItem<R> | DeletedRecord, void, undefined>;
}

/** A stream that is not whole, or none: what was read of it is no list, and nothing can be resumed. Ask again. */
export class BrokenStream extends Error {
  /** How many records were promised, where that was said. */
  readonly expected: number | undefined;
  /** How many came. */
  readonly received: number;

  constructor(message: string, { expected, received = 0, cause }: BrokenStreamOptions = {}) {
    super(message, { cause });
    this.name = 'BrokenStream';
    this.expected = expected;
    this.received = received;
  }
}

interface BrokenStreamOptions {
  expected?: number;
  received?: number;
  cause?: unknown;
}

interface Answer {
  data?: ReadableStream<Uint8Array> | null | undefined;
  response: Response;
}

/** What the request of a stream has beside its query. */
export const AS_STREAM = {
  headers: { Accept: 'application/jsonl' },
  parseAs: 'stream',
} as const;

export const STREAMING = { 'MPT-Streaming': 'true' } as const;

/** @param send Sends the operation that lists the resource, as a stream in JSON Lines. */
export function streamOperation<R extends Resource>(
  send: (query: ListParameters, options: CallOptions) => Promise<Answer>,
): Stream<R> {
  async function* stream(options: StreamOptions<R> = {}) {
    const { data, response } = await send(parametersOf(options), options);
    const expected = await countOf(response, data);
    let received = 0;
    const broken = (message: string, cause?: unknown) => new BrokenStream(message, { expected, received, cause });
    const short = (cause?: unknown) => broken(`The stream ended after ${received} of ${expected} records.`, cause);
    const lines = linesOf(data, (cause) => {
      options.signal?.throwIfAborted();
      return short(cause);
    });
    for await (const line of lines) {
      const record = parsed(line, (cause) => broken(`Record ${received + 1} is no JSON.`, cause));
      received += 1;
      yield record;
    }
    if (received !== expected) throw short();
  }
  // As for the list itself: the type of the items follows from `select`.
  return stream as unknown as Stream<R>;
}

/** How many records will come. @throws BrokenStream where the answer is no stream in JSON Lines. */
async function countOf({ headers }: Response, body: Answer['data']): Promise<number> {
  const type = headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  const count = headers.get('MPT-Item-Count') ?? '';
  const isStream = headers.get('MPT-Streaming')?.trim().toLowerCase() === 'true' && type === 'application/jsonl';
  if (isStream && /^\d+$/.test(count)) return Number(count);
  await body?.cancel();
  throw new BrokenStream('The answer is no stream in JSON Lines that says how many records it has.');
}

/** The lines of a body; those of white space are none, and only `\n` ends one. */
async function* linesOf(body: Answer['data'], broken: (cause: unknown) => BrokenStream) {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (let isOver = !reader; !isOver; ) {
      const chunk = await reader?.read().catch((cause: unknown) => {
        throw broken(cause);
      });
      isOver = chunk?.done !== false;
      const lines = (rest + decoder.decode(chunk?.value, { stream: !isOver })).split('\n');
      rest = isOver ? '' : (lines.pop() ?? '');
      for (const line of lines) {
        if (!/^[ \t\r]*$/.test(line)) yield line;
      }
    }
  } finally {
    // Ends the request of who broke off; of a whole body nothing is left.
    await reader?.cancel().catch(() => {});
  }
}

function parsed(line: string, broken: (cause: unknown) => BrokenStream): object {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw broken(cause);
  }
}
