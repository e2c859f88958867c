/**
 * Writes a query. `+` becomes `%2B`, because the server reads a bare one as a space; commas stay as they are, so that a
 * `select` can be read in a log.
 */
export function serializeQuery(query: Record<string, unknown>): string {
  return Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${encode(name)}=${encode(String(value))}`)
    .join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%2C', ',');
}
