import { ProblemError } from '../problems.ts';

/** In the order in which a tie is settled. */
const FORMATS = ['application/json', 'application/jsonl'] as const;
export type StreamFormat = (typeof FORMATS)[number];

/** Whether a list is asked for as a stream: `MPT-Streaming` is `true`, in any case [stream.asked]. */
export function asksForStream(header: string | undefined): boolean {
  return header?.trim().toLowerCase() === 'true';
}

/**
 * The format that an `Accept` (RFC 9110, 12.5.1) prefers [stream.formats].
 * @throws ProblemError 406 where it takes neither.
 */
export function formatOf(accept: string | undefined): StreamFormat {
  const ranges = (accept ?? '')
    .split(',')
    .map(readRange)
    .filter(({ type }) => type !== '');
  if (ranges.length === 0) return FORMATS[0];
  const [best] = FORMATS.map((format) => ({ format, quality: qualityOf(format, ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  if (!best) throw new ProblemError(406);
  return best.format;
}

interface Range {
  type: string;
  quality: number;
}

function readRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => /^q *=/.test(parameter))?.split('=')[1];
  const quality = weight === undefined ? 1 : Number(weight);
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/** What the most exact range that has the format says of it. */
function qualityOf(format: StreamFormat, ranges: readonly Range[]): number {
  for (const name of [format, 'application/*', '*/*']) {
    const range = ranges.find(({ type }) => type === name);
    if (range) return range.quality;
  }
  return 0;
}
