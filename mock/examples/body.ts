import type { IncomingMessage } from 'node:http';
import { tooLarge } from '../../server/core/body.ts';

const LIMIT_IN_BYTES = 256 * 1024;

/** Reads a body. @throws ProblemError 413 over the limit. */
export async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const bytes = await readAll(request);
  if (!bytes) throw tooLarge(LIMIT_IN_BYTES);
  return bytes;
}

/** The media type of a body; one in a content coding has none. */
export function mediaTypeOf({ headers }: IncomingMessage): string | undefined {
  const { 'content-type': type, 'content-encoding': coding = 'identity' } = headers;
  return coding.toLowerCase() === 'identity' ? type : undefined;
}

// Reads to the end although it may be too much: who is still sending does not read the answer.
async function readAll(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= LIMIT_IN_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return length <= LIMIT_IN_BYTES ? Buffer.concat(chunks) : undefined;
}
