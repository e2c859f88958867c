import { fold } from '../core/query/text.ts';

const ASCII = /^[\0-\x7f]*$/;

/**
 * What stands beside a text in its column `…_folded` [rql.ilike]: the text folded, or null where SQL's own `lower()` folds
 * it as well. That one knows ASCII only, which is all of most texts, so most rows keep no second copy.
 */
export function folded(text: string | null): string | null {
  if (text === null || ASCII.test(text)) return null;
  const whole = fold(text);
  return whole === lowerAscii(text) ? null : whole;
}

/** The same for a column of JSON: the value with all its texts folded, or null where none of them needs it. */
export function foldedJson(value: unknown): string | null {
  const texts = JSON.stringify(value);
  if (texts === undefined || ASCII.test(texts)) return null;
  return JSON.stringify(value, (_key, inner) => (typeof inner === 'string' ? fold(inner) : inner));
}

function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
