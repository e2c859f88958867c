import type { Client as FetchClient } from 'openapi-fetch';
import type { paths } from '../generated/schema.ts';
import { type Clock, clockOf, sleep } from './clock.ts';
import { type ApiProblem, readProblem, UnexpectedAnswer } from './errors.ts';
import { randomHex, shownHeaders, shownRequest } from './hooks.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import { type Query, serializeQuery } from './query.ts';
import { backOff, isLost, isNotCarriedOut, LONGEST_WAIT } from './repeat.ts';

/** As openapi-fetch types the operations of a contract; of what it does at run time this API needs a small part. */
export type Operations = Pick<FetchClient<paths, 'application/json'>, 'GET' | 'PUT' | 'POST' | 'DELETE'>;

/** How a request is sent, and sent again. */
export interface Manner extends CallOptions {
  /** Whether it is repeated after what it failed with, unless it was not carried out, which is known. Unless given: reading, if it was lost. */
  mayRepeat?: (error: unknown) => boolean | Promise<boolean>;
}

export interface Transport {
  /** Sends with the credential. */
  secured(manner?: Manner): Operations;
  /** Sends without it: a credential goes only where it is needed. */
  open(manner?: Manner): Operations;
  /** The credential as it is now. */
  credential(): Promise<string>;
  /** In milliseconds, before the first repetition. */
  backOffMs: number;
  /** As the client was told. */
  retries: number | undefined;
}

/** What an operation is sent with. */
interface Sending {
  params?: { path?: Record<string, string>; query?: Query; header?: Record<string, string> };
  body?: unknown;
  headers?: Record<string, string>;
  parseAs?: 'stream';
}

const BACK_OFF_MS = 250;
const TIMEOUT_MS = 60_000;
const RETRIES = 2;

/**
 * Sends operations of the contract. A response other than 2xx is thrown as an `ApiProblem`, a redirect and a 2xx whose
 * body is no JSON object as an `UnexpectedAnswer`.
 */
export function createTransport(options: ClientOptions): Transport {
  const { token, backOff = BACK_OFF_MS, retries } = options;
  const credential = async () => checked(typeof token === 'function' ? await token() : token);
  const sentWith = (secret: () => Promise<string>) => (manner?: Manner) => operations(options, secret, manner);
  return {
    secured: sentWith(credential),
    open: sentWith(async () => ''),
    credential,
    backOffMs: backOff,
    retries,
  };
}

function operations(client: ClientOptions, getToken: () => Promise<string>, manner: Manner = {}): Operations {
  const { signal } = manner;
  const timeout = manner.timeout ?? client.timeout ?? TIMEOUT_MS;
  const retries = manner.retries ?? client.retries ?? RETRIES;

  const send = (method: string) => async (template: string, sending: Sending) => {
    const { mayRepeat = method === 'GET' ? isLost : () => false } = manner;
    const trace = client.trace && randomHex(16);
    for (let attempt = 1; ; attempt++) {
      const secret = await getToken();
      const clock = clockOf(signal, timeout);
      const request = requestOf(client, method, template, sending ?? {}, secret, trace, clock.signal);
      const shown = shownRequest(request, attempt, secret);
      let response: Response | undefined;
      const tell = (error?: unknown) =>
        client.onAnswer?.({
          ...shown,
          answer: response && { status: response.status, headers: shownHeaders(response.headers, secret) },
          error,
        });
      signal?.throwIfAborted();
      client.onRequest?.(shown);
      let answer: { data: unknown; response: Response };
      try {
        answer = await clock.within(async () => {
          // Looked up at each call: what replaces the global one later is used.
          response = await (client.fetch ?? globalThis.fetch)(request);
          if (response.status >= 400) throw await readProblem(response, secret);
          return { data: await dataOf(request, response, secret, sending?.parseAs && clock), response };
        });
      } catch (error) {
        tell(error);
        const { name, retryAfter } = Object(error) as Partial<ApiProblem>;
        signal?.throwIfAborted();
        if (name === 'AbortError') throw error;
        const isRepeatable = isNotCarriedOut(error) || (await mayRepeat(error));
        if (!isRepeatable || attempt > retries || (retryAfter ?? 0) > LONGEST_WAIT) throw error;
        await sleep(backOff(attempt, client.backOff ?? BACK_OFF_MS, retryAfter), signal);
        continue;
      }
      if (!(answer.data instanceof ReadableStream)) clock.end();
      tell();
      return answer;
    }
  };

  // What they are given and answer is checked by the compiler where they are called.
  return { GET: send('GET'), PUT: send('PUT'), POST: send('POST'), DELETE: send('DELETE') } as unknown as Operations;
}

function requestOf(
  { baseUrl, headers }: ClientOptions,
  method: string,
  template: string,
  { params: { path = {}, query = {}, header } = {}, body, headers: ofOperation }: Sending,
  secret: string,
  trace: string | false | undefined,
  signal: AbortSignal,
): Request {
  const target = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ''));
  const text = serializeQuery(query);
  const sent = new Headers({ ...(trace && { traceparent: `00-${trace}-${randomHex(8)}-01` }) });
  const all = {
    ...headers,
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...ofOperation,
    ...header,
    ...(secret && { Authorization: `Bearer ${secret}` }),
  };
  for (const [name, value] of Object.entries(all)) sent.set(name, value);
  return new Request(baseUrl.replace(/\/+$/, '') + target + (text && `?${text}`), {
    method,
    headers: sent,
    // `fetch` follows most of them with another method, and what answers then is another operation.
    redirect: 'manual',
    signal,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/**
 * What an answer below 400 holds; of a stream, what will be read.
 * @param clock Of a stream.
 * @throws UnexpectedAnswer where it is none of the contract.
 */
async function dataOf(
  request: Request,
  response: Response,
  secret: string,
  clock: Clock | undefined,
): Promise<unknown> {
  const unexpected = (reason: string) => new UnexpectedAnswer(request, response, reason, secret);
  if (response.status === 304 && request.headers.has('If-None-Match')) return undefined;
  // To a browser's page a redirect has the status 0. A `fetch` of one's own may have followed it.
  if (!response.ok || response.redirected) {
    // What is left unread keeps the connection.
    await response.body?.cancel();
    throw unexpected('a redirect');
  }
  if (clock) return response.body && timed(response.body, clock);
  const text = await response.text();
  if (request.method === 'DELETE') {
    if (text !== '') throw unexpected('a body that is none of the operation');
    return undefined;
  }
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unexpected('no JSON object');
  return value;
}

/** The same, whose waits are timed. */
function timed(body: ReadableStream<Uint8Array>, clock: Clock): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await clock.within(() => reader.read());
      if (!done) return controller.enqueue(value);
      clock.end();
      controller.close();
    },
    cancel() {
      clock.end();
      return reader.cancel();
    },
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// `Headers` quotes a value that it refuses, so one that it would refuse never gets there.
function checked(token: string): string {
  const trimmed = token.trim();
  if (/[^\x21-\x7e]/.test(trimmed)) throw new TypeError('The token holds characters that a credential cannot have.');
  return trimmed;
}
