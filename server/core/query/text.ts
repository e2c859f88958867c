/**
 * Text as every database and every evaluator has to see it [rql.text-order] [rql.ilike]: equal means identical, order is by code
 * point, and `ilike` compares both sides folded.
 */

/**
 * Takes the case out, for all of Unicode. A sigma at the end of a word is made an ordinary one: only then does a piece
 * of a text fold as it does inside the whole, which patterns rely on. Whole texts are equal with it if and only if
 * they are without.
 */
export function fold(text: string): string {
  return text.toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}

/** Negative, zero or positive, by code point: UTF-16 order differs from it beyond the basic plane. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const difference = rank(left.charCodeAt(at)) - rank(right.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above U+FFFF, so they rank above the units that follow them. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** A `like` pattern: literal pieces with a wildcard between each two. One piece alone is the whole text. */
export type Pattern = readonly [string, ...string[]];

/** `*` is any run, `\*` an asterisk; everything else is itself, also `%`, `_` and any other backslash. */
export function parsePattern(text: string): Pattern {
  const pieces: [string, ...string[]] = [''];
  for (const [token] of text.matchAll(/\\\*|\*+|[^*\\]+|\\/g)) {
    if (token.startsWith('*')) pieces.push('');
    else pieces[pieces.length - 1] += token === '\\*' ? '*' : token;
  }
  return pieces;
}

export function foldPattern([first, ...rest]: Pattern): Pattern {
  return [fold(first), ...rest.map(fold)];
}

/** Anchored at both ends. Each piece is looked for once, from left to right: no backtracking. */
export function matchesPattern(text: string, [first, ...rest]: Pattern): boolean {
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
