/** What a condition can hold as an operand. */
export type Value = string | number | boolean | Date | Name;

/** What stands in the query unquoted because it is the name of a field. */
export class Name {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Writes an operand as the query string carries it: percent-encoded once, text in quotes, so that no value is ever read
 * as anything but itself.
 * @throws RangeError for what the filter language cannot say: NUL, half of a surrogate pair, a number that is none, a
 * date that is none.
 */
export function encode(value: Value): string {
  if (value instanceof Name) return value.text;
  if (value instanceof Date) return quote(value.toISOString());
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError(`${value} is not a number to filter by.`);
  }
  return encodeURIComponent(value);
}

/** Quotes have no escapes, so a text with both kinds of them is said in pieces, each in the quotes it does not contain. */
function quote(text: string): string {
  if (text.includes('\0') || !text.isWellFormed()) {
    throw new RangeError('A query cannot carry a NUL character or half of a surrogate pair.');
  }
  const pieces = text.includes("'") && text.includes('"') ? text.match(/[^']+|[^"]+/g) : undefined;
  return (pieces ?? [text]).map(quoted).join('');
}

function quoted(piece: string): string {
  const mark = piece.includes("'") ? '%22' : "'";
  return mark + encodeURIComponent(piece) + mark;
}
