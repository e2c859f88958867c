import { without } from './errors.ts';

/** One attempt. No field ever holds the credential of the request. */
export interface SentRequest {
  method: string;
  /** Without the query, which may name credentials. */
  url: string;
  /** Without `Authorization` and cookies. */
  headers: Headers;
  /** Counts from 1 for each call. */
  attempt: number;
  /** The 32 digits of the trace, where a `traceparent` was sent; they are in the server's log [errors.trace]. */
  traceId: string | undefined;
}

/** How an attempt ended: with an answer, without one, or with one that is a failure. */
export interface Told extends SentRequest {
  /** What was answered, as far as it came; its headers without cookies. */
  answer: { status: number; headers: Headers } | undefined;
  /** What the call rejects with, unless it is repeated. */
  error: unknown;
}

/** @param secret Taken out of all texts, whoever put it there. */
export function shownRequest({ method, url, headers }: Request, attempt: number, secret: string): SentRequest {
  return {
    method,
    url: without(secret, url.replace(/[?#].*$/s, '')),
    headers: shownHeaders(headers, secret),
    attempt,
    traceId: headers.get('traceparent')?.split('-')[1],
  };
}

export function shownHeaders(headers: Headers, secret: string): Headers {
  const shown = new Headers();
  headers.forEach((value, name) => {
    if (!/authorization|cookie/.test(name)) shown.append(name, without(secret, value));
  });
  return shown;
}

/** So many random bytes in hexadecimal digits. */
export function randomHex(bytes: number): string {
  const each = (byte: number) => byte.toString(16).padStart(2, '0');
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), each).join('');
}
