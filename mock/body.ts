import type { IncomingMessage } from 'node:http';

/**
 * Reads a body. Undefined where it has more bytes than the limit; it is read to its end all the same, because who is still
 * sending does not read the answer.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  return length <= limit ? Buffer.concat(chunks) : undefined;
}
