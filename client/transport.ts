import createFetchClient, { type Client as FetchClient } from 'openapi-fetch';
import type { paths } from '../generated/schema.ts';
import { readProblem, UnexpectedAnswer } from './errors.ts';
import { serializeQuery } from './query.ts';

export interface ClientOptions {
  /** Scheme and host, such as `https://api.platform.softwareone.com`; a slash at the end does not matter. */
  baseUrl: string;
  /** The credential, or what gives it: it is asked before each request, so that it can be rotated. `''` sends none. */
  token: string | (() => string | Promise<string>);
  /** Sends the requests, instead of the global `fetch`: for retries, a proxy, tests. */
  fetch?: (request: Request) => Promise<Response>;
  /** Sent with every request. */
  headers?: Record<string, string>;
}

export interface Transport {
  /** Sends with the credential. */
  secured: FetchClient<paths, 'application/json'>;
  /** Sends without it: a credential goes only where it is needed. */
  open: FetchClient<paths, 'application/json'>;
}

/**
 * openapi-fetch as this API needs it. A response other than 2xx is thrown as an `ApiProblem`, a redirect and a 2xx whose
 * body is no JSON object as an `UnexpectedAnswer`.
 */
export function createTransport(options: ClientOptions): Transport {
  return {
    secured: createHalf(options, async () => checked(await giveToken(options))),
    open: createHalf(options, async () => ''),
  };
}

/** The body of a success; what was none is thrown before. */
export async function bodyOf<Body>(result: Promise<{ data?: Body; response: Response }>): Promise<Body> {
  const { data } = await result;
  return data as Body;
}

/** The success of an operation that answers without a body. */
export async function done(result: Promise<unknown>): Promise<undefined> {
  await result;
}

function createHalf(options: ClientOptions, getToken: () => Promise<string>): FetchClient<paths, 'application/json'> {
  const client = createFetchClient<paths, 'application/json'>({
    baseUrl: options.baseUrl.replace(/\/+$/, ''),
    // Looked up at each call: what replaces the global one later is used.
    fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
    headers: options.headers ?? {},
    // `fetch` follows most of them with another method, and what answers then is another operation.
    redirect: 'manual',
    querySerializer: serializeQuery,
  });
  client.use({
    async onRequest({ request }) {
      const token = await getToken();
      if (token) request.headers.set('Authorization', `Bearer ${token}`);
    },
    async onResponse({ request, response, options: { parseAs } }) {
      const secret = request.headers.get('Authorization')?.replace(/^\S+ +/, '') ?? '';
      if (response.status >= 400) throw await readProblem(response, secret);
      const reason = await wrongWith(request, response, parseAs === 'stream');
      if (reason !== undefined) throw new UnexpectedAnswer(request, response, reason, secret);
    },
  });
  return client;
}

/** Why an answer below 400 is none of the contract, if so. What a stream holds is seen when it is read. */
async function wrongWith({ method }: Request, response: Response, isStream: boolean): Promise<string | undefined> {
  // To a browser's page a redirect has the status 0. A `fetch` of one's own may have followed it.
  if (!response.ok || response.redirected) {
    // What is left unread keeps the connection.
    await response.body?.cancel();
    return 'a redirect';
  }
  if (isStream) return undefined;
  const text = await response.clone().text();
  if (method === 'DELETE') return text === '' ? undefined : 'a body that is none of the operation';
  return isObject(text) ? undefined : 'no JSON object';
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function giveToken({ token }: ClientOptions): string | Promise<string> {
  return typeof token === 'function' ? token() : token;
}

// `Headers` quotes a value that it refuses, so one that it would refuse never gets there.
function checked(token: string): string {
  const trimmed = token.trim();
  if (/[^\x21-\x7e]/.test(trimmed)) throw new TypeError('The token holds characters that a credential cannot have.');
  return trimmed;
}
