import type { IncomingMessage } from 'node:http';
import { tooLarge } from '../../server/core/body.ts';
import { readBody } from '../body.ts';

const LIMIT_IN_BYTES = 256 * 1024;

/** Reads a body. @throws ProblemError 413 over the limit. */
export async function requireBody(request: IncomingMessage): Promise<Uint8Array> {
  const bytes = await readBody(request, LIMIT_IN_BYTES);
  if (!bytes) throw tooLarge(LIMIT_IN_BYTES);
  return bytes;
}

/** The media type of a body; one in a content coding has none. */
export function mediaTypeOf({ headers }: IncomingMessage): string | undefined {
  const { 'content-type': type, 'content-encoding': coding = 'identity' } = headers;
  return coding.toLowerCase() === 'identity' ? type : undefined;
}
