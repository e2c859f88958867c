import type { AnySchemaObject } from 'ajv/dist/2020.js';
import type { Known } from './observed.ts';
import { schemaFindings } from './schemas.ts';

export const JSON_LINES = 'application/jsonl';

/** The most that a page holds [query.limit]. */
const PAGE_SIZE = 100;

/** The records of a body in JSON Lines, each parsed; undefined stands for a line that is no JSON. */
export function recordsOf(text: string): unknown[] {
  return text.split('\n').flatMap((line) => (/^[ \t\r]*$/.test(line) ? [] : [parsed(line)]));
}

/** What a body in JSON Lines breaks of the schema of its lines, and of what is said of streams [stream.count]. */
export function lineFindings(schema: AnySchemaObject, { headers, text }: Known & { text: string }): string[] {
  const records = recordsOf(text);
  const found = records.flatMap((record, index) => {
    const wrong = record === undefined ? ['it is no JSON'] : schemaFindings(schema, record);
    return wrong.map((finding) => `record ${index + 1}: ${finding}`);
  });
  if (text !== '' && !text.endsWith('\n')) found.push('the last line does not end');
  return [...found, ...countFindings(headers, records.length)];
}

/** What a body in JSON breaks of what is said of pages and streams, where it is a list. */
export function listFindings({ headers, body }: Known): string[] {
  const { $meta, data } = (body ?? {}) as { $meta?: { pagination?: { limit: number; total: number } }; data?: unknown };
  const { limit = 0, total } = $meta?.pagination ?? {};
  if (!headers || !Array.isArray(data)) return [];
  if (headers.has('mpt-streaming')) {
    const counted = total === data.length ? [] : [`$meta.pagination.total: ${total} of a stream of ${data.length}`];
    return [...countFindings(headers, data.length), ...counted];
  }
  const isPage = limit <= PAGE_SIZE && data.length <= PAGE_SIZE;
  return isPage ? [] : [`a page of more than ${PAGE_SIZE} items, which no stream was asked for`];
}

function countFindings(headers: Headers | undefined, count: number): string[] {
  if (!headers) return [];
  const declared = headers.get('mpt-item-count');
  if (declared === null) return ['MPT-Item-Count: the header is missing in a stream'];
  return Number(declared) === count ? [] : [`${count} records where MPT-Item-Count is ${declared}`];
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
