import type { Part } from './part.ts';
import { failAt } from './query-error.ts';

/**
 * The server's limits [rql.limits] [rql.limits-work]: queries of 14,000 bytes, 500 values in a list and values of 4,000
 * characters work; beyond these it is 400, never 500 and never a stack overflow.
 */
export const limits = {
  /** Characters of the raw query string; the server takes request lines and headers of twice as much. */
  length: 16_000,
  /** Parentheses inside one another, those of the operators included. The generated parser recurses: this guards it. */
  depth: 50,
  /** Comparisons of all parts together. */
  terms: 1_000,
  /** Values in the list of an `in` or `out`. */
  values: 1_000,
} as const;

export function checkLength(rawQuery: string): void {
  if (rawQuery.length <= limits.length) return;
  failAt('filter', 'too-complex', limits.length + 1, `expected a query of at most ${limits.length} characters`);
}

/** One linear pass over a filter before it is parsed: how deep do its parentheses nest, those in quotes left aside? */
export function checkDepth(part: Part): void {
  let depth = 0;
  let quote = '';
  for (let at = 0; at < part.text.length; at++) {
    const char = part.text.charAt(at);
    if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === ')') depth--;
    else if (char === '(' && ++depth > limits.depth)
      part.fail(at, 'too-complex', `expected at most ${limits.depth} nested parentheses`);
  }
}

/** Counts the comparisons of a whole query, part after part. */
export class TermCount {
  #terms = 0;

  add(part: Part, at: number): void {
    if (++this.#terms > limits.terms) part.fail(at, 'too-complex', `expected at most ${limits.terms} comparisons`);
  }
}

export function checkValues(part: Part, items: readonly { at: number }[]): void {
  const surplus = items[limits.values];
  if (surplus) part.fail(surplus.at, 'too-complex', `expected at most ${limits.values} values in a list`);
}
