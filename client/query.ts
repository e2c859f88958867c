/** What goes into a query string: parameters by name, and parts that stand there bare, encoded already. */
export interface Query {
  [name: string]: unknown;
  /** The free-form parameter of the contract: each of its keys is a part of the query string. */
  filter?: Record<string, unknown>;
}

/**
 * Writes a query. `+` becomes `%2B`, because the server reads a bare one as a space; commas stay as they are, so that a
 * `select` can be read in a log.
 */
export function serializeQuery({ filter = {}, ...parameters }: Query): string {
  const named = Object.entries(parameters)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${encode(name)}=${encode(String(value))}`);
  return [...Object.keys(filter).map(bare), ...named].join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%2C', ',');
}

/**
 * What a URL would cut off (`#`), swallow (tabs, line breaks) or replace (half of a surrogate pair) would change a filter
 * without a word: it is encoded here, or refused with a URIError. All else stays: `%` and `&` have their meaning already.
 */
function bare(part: string): string {
  return part.replaceAll(/[^\x21\x24-\x7e]+/gu, encodeURIComponent);
}
