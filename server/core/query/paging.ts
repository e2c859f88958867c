import type { Part } from './part.ts';
import { collect } from './query-error.ts';
import type { QueryString } from './query-string.ts';

export interface Paging {
  limit: number;
  offset: number;
}

/** A page has 100 rows unless asked for less (chosen); a greater limit is capped and shown as 100 [query.limit]. */
const PAGE_SIZE = 100;

/** The greatest number of 32 bits, which is what clients of other languages hold them in. */
const MAX_NUMBER = 2 ** 31 - 1;

/**
 * `limit` and `offset`, or `page`, which counts from 1 in steps of the limit that is shown and may stand
 * beside an offset of 0 [query.page]. `limit=0` counts.
 */
export function readPaging({
  limit: limitPart,
  offset: offsetPart,
  page: pagePart,
}: QueryString['parameters']): Paging {
  const [limit, offset, page] = collect<[number, number, number]>(
    () => (limitPart ? Math.min(readNumber(limitPart, 0), PAGE_SIZE) : PAGE_SIZE),
    () => (offsetPart ? readNumber(offsetPart, 0) : 0),
    () => (pagePart ? readNumber(pagePart, 1) : 1),
  );
  if (!pagePart) return { limit, offset };
  if (offset > 0) pagePart.fail(0, 'invalid', 'expected either page or an offset other than 0, found both');
  if (!limitPart) pagePart.fail(0, 'invalid', 'expected a limit beside page');
  return { limit, offset: limit * (page - 1) };
}

/** The most that a stream can be limited to; more is not counted by any of its headers. */
const MAX_STREAM_LIMIT = 2 ** 31 - 1;

/** `limit` of a stream, where -1 is everything, as its absence is; pages it has none [stream.paging]. */
export function readStreamLimit({ limit, offset, page }: QueryString['parameters']): number | undefined {
  const noPaging = 'expected no paging in a stream';
  const [read] = collect<[number | undefined, undefined, undefined]>(
    () => (limit && limit.text !== '-1' ? readStreamCount(limit) : undefined),
    () => offset?.fail(0, 'invalid', noPaging),
    () => page?.fail(0, 'invalid', noPaging),
  );
  return read;
}

function readStreamCount(part: Part): number {
  const value = /^\d+$/.test(part.text) ? Number(part.text) : Number.NaN;
  return value <= MAX_STREAM_LIMIT
    ? value
    : part.fail(0, 'invalid', `expected a whole number from -1 to ${MAX_STREAM_LIMIT}`);
}

function readNumber(part: Part, least: number): number {
  const value = /^\d+$/.test(part.text) ? Number(part.text) : -1;
  if (value < least) part.fail(0, 'invalid', `expected a whole number from ${least}`);
  return value <= MAX_NUMBER ? value : part.fail(0, 'invalid', `expected a whole number up to ${MAX_NUMBER}`);
}
