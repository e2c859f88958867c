import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { OperationId } from '../../generated/operations.ts';
import type { StreamOf } from '../core/stream/stream.ts';
import { STREAM_CONTENT_TYPES, streamTexts } from '../core/stream/texts.ts';
import { paced } from './paced.ts';
import type { RecordCheck } from './records.ts';
import { headOf } from './send.ts';

/** A stream of an operation, and what holds its records against the contract. */
export interface Sending {
  operation: OperationId;
  stream: StreamOf<object>;
  check: RecordCheck;
}

/**
 * Writes a stream as it is read: what comes next is made when what came before is taken [stream.at-the-pace]. Nothing is written before the first
 * records are there, so that until then a failure is an answer. Where the stream breaks later, or its reader leaves,
 * the connection is destroyed [stream.broken].
 * @throws what the stream rejects with; not where its reader has left.
 */
export async function sendStream(
  request: Request,
  response: Response,
  { operation, stream, check }: Sending,
): Promise<void> {
  const texts = streamTexts(stream, (record) => check(operation, record));
  const first = request.method === 'HEAD' ? undefined : await texts.next();
  const headers = {
    'Content-Type': STREAM_CONTENT_TYPES[stream.mediaType],
    'MPT-Streaming': 'true',
    'MPT-Item-Count': String(stream.count),
  };
  response.writeHead(200, headOf(response, headers));
  if (!first) {
    response.end();
    return;
  }
  let failure: { error: unknown } | undefined;
  async function* body() {
    try {
      if (!first?.done) yield first?.value;
      yield* paced(texts);
    } catch (error) {
      failure = { error };
      throw error;
    }
  }
  // Whatever else ends it is its reader's leaving.
  await pipeline(body, response).catch(() => {});
  // Where it ended before the body was begun.
  await texts.return();
  if (failure) throw failure.error;
}
