import { lower, type ScalarType } from './fields.ts';

/** A value as its field's type holds it; a timestamp is milliseconds since 1970, UTC. */
export type Scalar = string | number | boolean;

export const expectedValue: Readonly<Record<ScalarType, string>> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  timestamp: 'a date and time as in 2026-01-31T09:30:00Z, or a date',
};

interface ValueField {
  readonly type: ScalarType;
  readonly values?: readonly string[];
}

/** What a value of a field has to be, in words. */
export function expectedOf({ type, values }: ValueField): string {
  return values ? `one of ${values.join(', ')}` : expectedValue[type];
}

/** The value that a text stands for in a field, or nothing if it does not convert. The case of an enum's does not matter. */
export function convert(text: string, { type, values }: ValueField): Scalar | undefined {
  switch (type) {
    case 'text':
      return values ? values.find((value) => lower(value) === lower(text)) : text;
    case 'number':
      return convertNumber(text);
    case 'boolean':
      return booleans.get(text.toLowerCase());
    case 'timestamp':
      return convertTimestamp(text);
  }
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

function convertNumber(text: string): number | undefined {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

const DATE = /^(?<date>\d{4}-\d{2}-\d{2})/;
const TIME = /T(?<minutes>(?:[01]\d|2[0-3]):[0-5]\d)(?::(?<seconds>[0-5]\d)(?:\.(?<fraction>\d+))?)?/;
/** The plus of an offset arrives as a space where the client did not encode it. */
const ZONE = /(?:Z|(?<sign>[-+ ])(?<hours>[01]\d|2[0-3]):(?<rest>[0-5]\d))?$/;
const TIMESTAMP = new RegExp(`${DATE.source}(?:${TIME.source}${ZONE.source})?$`, 'i');

/**
 * ISO 8601 with any number of fraction digits, cut to the millisecond; `Z`, `±hh:mm` or no zone, which is UTC; a date
 * alone is its midnight [rql.dates]. A day that does not exist is none.
 */
function convertTimestamp(text: string): number | undefined {
  const parts = TIMESTAMP.exec(text)?.groups;
  if (!parts) return undefined;
  const { date, minutes = '00:00', seconds = '00', fraction = '', sign, hours = 0, rest = 0 } = parts;
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  const local = Date.parse(`${date}T${minutes}:${seconds}.${milliseconds}Z`);
  if (Number.isNaN(local) || !new Date(local).toISOString().startsWith(date ?? '')) return undefined;
  const offset = (Number(hours) * 60 + Number(rest)) * 60_000;
  return sign === '-' ? local + offset : local - offset;
}
