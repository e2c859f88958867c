/** One half of an exchange. */
export interface Message {
  headers: Headers;
  /** Without content coding; undefined where it is not known, and then nothing is said of it. */
  body: Uint8Array | undefined;
}

/** A request and its answer, as they were sent. */
export interface Exchange {
  method: string;
  /** Path and query. */
  target: string;
  request: Message;
  response: Message & { status: number };
}

/** Headers from pairs as they stood on the wire; what `fetch` would refuse is left out, such as `:authority` of HTTP/2. */
export function headersOf(pairs: Iterable<readonly [name: string, value: string]>): Headers {
  const headers = new Headers();
  for (const [name, value] of pairs) {
    // Chromium records a repeated header as one with a line for each value.
    const oneLine = value.replaceAll(/[\r\n]+/g, ', ');
    if (/^[\w!#$%&'*+.^`|~-]+$/.test(name) && !/[^\t\x20-\x7e\x80-\xff]/.test(oneLine)) headers.append(name, oneLine);
  }
  return headers;
}
