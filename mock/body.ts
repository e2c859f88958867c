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
  if (bytes.length === 0) return { status: 400, example: 'missing-body' };
  if (!isJson(request)) return { status: 415, example: 'unsupported-media-type' };
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

function isJson({ headers }: IncomingMessage): boolean {
  const coding = headers['content-encoding'] ?? 'identity';
  if (headers['content-type'] === undefined || coding.toLowerCase() !== 'identity') return false;
  const { type, parameters } = parseContentType(headers['content-type']);
  return JSON_TYPE.test(type) && /^utf-?8$/i.test(parameters.charset ?? 'utf-8');
}
