import type { IncomingMessage } from 'node:http';
import { readJson, tooLarge } from '../../server/core/body.ts';

const LIMIT_IN_BYTES = 256 * 1024;

/**
 * Reads a JSON body; one in a content coding is 415.
 * @throws ProblemError as the server does: 413, then what `readJson` refuses.
 */
export async function readBody(request: IncomingMessage): Promise<object> {
  const bytes = await readAll(request);
  if (!bytes) throw tooLarge(LIMIT_IN_BYTES);
  const { 'content-type': type, 'content-encoding': coding = 'identity' } = request.headers;
  return readJson(bytes, coding.toLowerCase() === 'identity' ? type : undefined);
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
