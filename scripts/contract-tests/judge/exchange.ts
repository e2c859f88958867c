import type { Unread } from './unread.ts';

/** A request, as far as it is known. */
export interface Message {
  headers: Headers;
  /** undefined where it is not known, and then nothing is said of it. */
  body: Uint8Array | undefined;
}

/** An answer, as far as it is known: nothing is said of the rest. */
export interface Answer {
  status: number;
  headers: Headers | undefined;
  /** Without content coding. */
  body: Uint8Array | undefined;
  /** Why a body that came is not known. */
  unread?: Unread | undefined;
}

/** A request and its answer, as they were sent. */
export interface Exchange {
  method: string;
  /** Path and query. */
  target: string;
  request: Message;
  response: Answer;
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
