import type { IncomingMessage } from 'node:http';
import { parse as parseContentType } from 'content-type';

const LIMIT_IN_BYTES = 256 * 1024;
const JSON_TYPE = /^(application\/json|text\/json|application\/[^\s;/]+\+json)$/i;

/** What is wrong with a body: the status, and the name of the contract's example that says so. */
export interface BodyFault {
  status: number;
  example: string;
}

/** Reads a JSON body. Faults in the order of the contract: 413, 415, 400; an empty body is a missing one. */
export async function readBody(request: IncomingMessage): Promise<{ value: unknown } | BodyFault> {
  const bytes = await readAll(request);
  if (!bytes) return { status: 413, example: 'content-too-large' };
  const { 'content-type': type, 'content-encoding': coding = 'identity' } = request.headers;
  return parseBody(bytes, coding.toLowerCase() === 'identity' ? type : undefined);
}

/** Parses a body of a media type; one of no type that the contract has is 415. */
export function parseBody(bytes: Uint8Array, type: string | undefined): { value: unknown } | BodyFault {
  if (bytes.length === 0) return { status: 400, example: 'missing-body' };
  if (!isJson(type)) return { status: 415, example: 'unsupported-media-type' };
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { value } : { status: 400, example: 'not-an-object' };
  } catch {
    return { status: 400, example: 'malformed-json' };
  }
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

function isJson(header: string | undefined): boolean {
  if (header === undefined) return false;
  const { type, parameters } = parseContentType(header);
  return JSON_TYPE.test(type) && /^utf-?8$/i.test(parameters.charset ?? 'utf-8');
}
