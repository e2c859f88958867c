import type { SentRequest, Told } from './hooks.ts';

/** What every call takes, beside what is its own. */
export interface CallOptions {
  /**
   * Ends the call, its waits and its repetitions too: it rejects with the signal's reason. What was sent may have been carried out.
   * `AbortSignal.timeout(ms)` bounds the whole call.
   */
  signal?: AbortSignal | undefined;
  /**
   * Milliseconds for each attempt, from the sending of its request to the end of its answer; of a stream, for the beginning of its answer and
   * then for each wait for more of it. 60,000 unless given; 0 is no limit. An attempt that takes longer fails with `TimedOut`.
   */
  timeout?: number | undefined;
  /**
   * How often a request is repeated at most, 2 unless given, 9 for a creation with a key; 0 is never.
   *
   * - What was not carried out is repeated whatever it was: `429`, and `503` with the code `server.unavailable` [errors.unavailable].
   * - Where no answer came, a success that is none of the contract, or a `5xx` other than `501`, it is repeated if that can do no
   *   harm: reading, and an update without `ifMatch` (RFC 9110, 9.2.2). Deleting, enabling, disabling and whatever has an `ifMatch` are
   *   not: if it was done the first time, a repetition would be `404`, `400` or `412`, which would say of the caller's own change that
   *   somebody else has made it. Read the token to find out. Of a creation `idempotencyKey` takes care.
   *
   * Before each repetition it waits: as long as `Retry-After` says, or longer each time and by chance (`backOff`). Who is told to wait
   * for more than 60 seconds gets the answer at once.
   */
  retries?: number | undefined;
}

/** `timeout` and `retries` are those of calls that say nothing else. */
export interface ClientOptions extends Omit<CallOptions, 'signal'> {
  /** Scheme and host, such as `https://api.platform.softwareone.com`; a slash at the end does not matter. */
  baseUrl: string;
  /** The credential, or what gives it: it is asked before each request, so that it can be rotated. `''` sends none. */
  token: string | (() => string | Promise<string>);
  /** Sends the requests, instead of the global `fetch`: for a proxy, tests. */
  fetch?: (request: Request) => Promise<Response>;
  /** Sent with every request. */
  headers?: Record<string, string>;
  /** Milliseconds to wait before a request is repeated for the first time, 250 unless given; then twice as long each time, up to 8,000. */
  backOff?: number;
  /**
   * Sends a `traceparent` (W3C Trace Context) with each request: one trace a call, a span an attempt. Not where `headers` has one. To a page
   * of another origin the API must allow that header.
   */
  trace?: boolean;
  /** Is told of each request before it is sent. What it throws, the call rejects with. */
  onRequest?: (request: SentRequest) => void;
  /** Is told how each attempt ended. What it throws, the call rejects with. */
  onAnswer?: (answer: Told) => void;
}
