import type { Client as FetchClient } from 'openapi-fetch';
import type { paths } from '../generated/schema.ts';
import { rememberTag } from './entity-tags.ts';
import { readProblem, UnexpectedAnswer } from './errors.ts';
import { type Query, serializeQuery } from './query.ts';

export interface ClientOptions {
  /** Scheme and host, such as `https://api.platform.softwareone.com`; a slash at the end does not matter. */
  baseUrl: string;
  /** The credential, or what gives it: it is asked before each request, so that it can be rotated. `''` sends none. */
  token: string | (() => string | Promise<string>);
  /** Sends the requests, instead of the global `fetch`: for retries, a proxy, tests. */
  fetch?: (request: Request) => Promise<Response>;
  /** Sent with every request. */
  headers?: Record<string, string>;
  /** Milliseconds to wait before a request is repeated for the first time, 250 unless given; then twice as long each time. */
  backOff?: number;
}

/** As openapi-fetch types the operations of a contract; of what it does at run time this API needs a small part. */
export type Operations = Pick<FetchClient<paths, 'application/json'>, 'GET' | 'PUT' | 'POST' | 'DELETE'>;

export interface Transport {
  /** Sends with the credential. */
  secured: Operations;
  /** Sends without it: a credential goes only where it is needed. */
  open: Operations;
  /** The credential as it is now. */
  credential(): Promise<string>;
  backOffMs: number;
}

/** What an operation is sent with. */
interface Sending {
  params?: { path?: Record<string, string>; query?: Query; header?: Record<string, string> };
  body?: unknown;
  headers?: Record<string, string>;
  parseAs?: 'stream';
}

const BACK_OFF_MS = 250;

/**
 * Sends operations of the contract. A response other than 2xx is thrown as an `ApiProblem`, a redirect and a 2xx whose
 * body is no JSON object as an `UnexpectedAnswer`.
 */
export function createTransport(options: ClientOptions): Transport {
  const { token, backOff = BACK_OFF_MS } = options;
  const credential = async () => checked(typeof token === 'function' ? await token() : token);
  return {
    secured: operations(options, credential),
    open: operations(options, async () => ''),
    credential,
    backOffMs: backOff,
  };
}

/** The body of a success, undefined for one that is not modified; what was none is thrown before. */
export async function bodyOf<Body>(result: Promise<{ data?: Body; response: Response }>): Promise<Body> {
  const { data, response } = await result;
  rememberTag(data, response);
  return data as Body;
}

/** The success of an operation that answers without a body. */
export async function done(result: Promise<unknown>): Promise<undefined> {
  await result;
}

/** What failed between the sending of a request and the end of its answer. */
const unanswered = new WeakSet<object>();

/** Whether no answer came, or none to its end, so that the request may have been carried out. Not where it was aborted. */
export function isUnanswered(error: unknown): boolean {
  return unanswered.has(Object(error));
}

async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (Object(error).name !== 'AbortError') unanswered.add(Object(error));
    throw error;
  }
}

function operations({ baseUrl, fetch, headers }: ClientOptions, getToken: () => Promise<string>): Operations {
  const origin = baseUrl.replace(/\/+$/, '');

  const send = (method: string) => async (template: string, sending: Sending) => {
    const { params: { path = {}, query = {}, header } = {}, body, parseAs } = sending ?? {};
    const target = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ''));
    const text = serializeQuery(query);
    const secret = await getToken();
    const sent = new Headers(headers);
    const own = {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...sending?.headers,
      ...header,
      ...(secret && { Authorization: `Bearer ${secret}` }),
    };
    for (const [name, value] of Object.entries(own)) sent.set(name, value);
    const request = new Request(origin + target + (text && `?${text}`), {
      method,
      headers: sent,
      // `fetch` follows most of them with another method, and what answers then is another operation.
      redirect: 'manual',
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    // Looked up at each call: what replaces the global one later is used.
    const response = await answered((fetch ?? globalThis.fetch)(request));
    if (response.status >= 400) throw await readProblem(response, secret);
    return { data: await dataOf(request, response, secret, parseAs), response };
  };

  // What they are given and answer is checked by the compiler where they are called.
  return { GET: send('GET'), PUT: send('PUT'), POST: send('POST'), DELETE: send('DELETE') } as unknown as Operations;
}

/** What an answer below 400 holds; of a stream, what will be read. @throws UnexpectedAnswer where it is none of the contract. */
async function dataOf(
  request: Request,
  response: Response,
  secret: string,
  parseAs: Sending['parseAs'],
): Promise<unknown> {
  const unexpected = (reason: string) => new UnexpectedAnswer(request, response, reason, secret);
  if (response.status === 304 && request.headers.has('If-None-Match')) return undefined;
  // To a browser's page a redirect has the status 0. A `fetch` of one's own may have followed it.
  if (!response.ok || response.redirected) {
    // What is left unread keeps the connection.
    await response.body?.cancel();
    throw unexpected('a redirect');
  }
  if (parseAs) return response.body;
  const text = await answered(response.text());
  if (request.method === 'DELETE') {
    if (text !== '') throw unexpected('a body that is none of the operation');
    return undefined;
  }
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unexpected('no JSON object');
  return value;
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
