import type { DeclaredOperation } from './declared.ts';

/** What about a request makes it deserve an error. All the rest of it is as it should be. */
export interface Deserving {
  /** Behind `?`. */
  query?: string;
  headers?: Readonly<Record<string, string>>;
  /** A JSON value, or a text as it is sent. */
  body?: unknown;
  /** An id, in place of one that is there. */
  id?: string;
  /** A filter that finds a token that is as the error needs it. */
  find?: string;
  /** Without a credential. */
  isAnonymous?: boolean;
  /** The body of the same request that is sent first, and whose token is deleted in the end. */
  first?: unknown;
}

/** Why no request brings an error about that is sent from here. */
export interface Undeserved {
  because: string;
}

const NAME = 'Made to fail';
const BY_SETTING = (variable: string) => `It takes a server with ${variable} set low, or many requests at once.`;

/** By the name of the example, which is the same in every operation that has the error, or by the operation as well. */
const TABLE: Readonly<Record<string, Deserving | Undeserved>> = {
  'unknown-field': { query: 'eq(state,Active)' },
  'unbalanced-parenthesis': { query: 'eq(status,Active' },
  'bad-limit': { query: 'limit=ten' },
  'filter-too-deep': { query: 'not('.repeat(51) },
  'repeated-select': { query: 'select=a&select=b' },
  'missing-body': { body: '' },
  'malformed-json': { body: '{' },
  'not-an-object': { body: [] },
  'invalid-fields': { body: { name: null, modules: [{ id: 1756 }] } },
  'createApiToken invalid-fields': { body: { modules: [{ id: 1756 }] } },
  'unknown-account': { body: { name: NAME, account: { id: 'ACC-9999-9999' } } },
  'other-account': { body: { account: { id: 'ACC-9999-9999' } } },
  'unknown-module': { body: { name: NAME, modules: [{ id: 'MOD-9999' }] } },
  'unassignable-module': { find: 'eq(account.type,Operations)', body: { name: NAME, modules: [{ id: 'MOD-8021' }] } },
  'deleted-token': { find: 'eq(status,Deleted)', body: { name: NAME } },
  'enableApiToken wrong-status': { find: 'eq(status,Active)' },
  'disableApiToken wrong-status': { find: 'eq(status,Disabled)' },
  'deleteApiToken wrong-status': { find: 'eq(status,Deleted)' },
  stale: { headers: { 'If-Match': '"0-x"' } },
  'malformed-if-match': { headers: { 'If-Match': '1-x' } },
  'malformed-if-none-match': { headers: { 'If-None-Match': '1-x' } },
  'malformed-key': { headers: { 'Idempotency-Key': 'a key' }, body: { name: NAME } },
  'key-reused': { headers: { 'Idempotency-Key': '%NEW%' }, first: { name: NAME }, body: { name: `${NAME} again` } },
  unauthorized: { isAnonymous: true },
  'not-found': { id: 'TKN-9999-9999' },
  'content-too-large': { body: { name: 'x'.repeat(300_000) } },
  'unsupported-media-type': { headers: { 'Content-Type': 'text/plain' }, body: { name: NAME } },
  'not-acceptable': { headers: { 'MPT-Streaming': 'true', Accept: 'text/csv' } },
  forbidden: { because: 'It takes the credential of a token without the module that the operation asks for.' },
  'key-running': { because: 'It takes a second request while the first one with its key is being answered.' },
  'missing-host': { because: 'A browser always names the host.' },
  'stream-too-large': { because: BY_SETTING('STREAM_LIMIT') },
  'filter-too-expensive': { because: BY_SETTING('STATEMENT_TIMEOUT') },
  'too-many-lists': { because: 'It takes more than a hundred lists that are being read at once.' },
  'too-many-requests': { because: BY_SETTING('RATE_LIMIT') },
  'internal-server-error': { because: 'It takes a server that fails.' },
  'stream-not-available': { because: 'Every list of this server can be streamed.' },
};

/** How the error of an example is brought about by a request that deserves it. */
export function deservingOf(operation: DeclaredOperation['id'], example: string | undefined): Deserving | Undeserved {
  return TABLE[`${operation} ${example}`] ?? TABLE[example ?? ''] ?? { because: 'Nobody has said how.' };
}

/** What a request is about unless it deserves its error by another id: resources that the contract has as examples. */
const IDS: Readonly<Record<string, string>> = { Token: 'TKN-4134-7330', Module: 'MOD-1756', Account: 'ACC-3803-7263' };

export interface Sendable {
  method: string;
  target: string;
  headers: Record<string, string>;
  body?: string;
}

/** What an operation is about where nothing is looked up: an id of the examples. */
export function exampleIdOf({ id }: DeclaredOperation): string {
  return IDS[/Token|Module|Account/.exec(id)?.[0] ?? ''] ?? '';
}

/** The request, with an id that is there. */
export function sendableOf(operation: DeclaredOperation, deserving: Deserving, id: string, bearer: string): Sendable {
  const { query, headers = {}, body, isAnonymous = false } = deserving;
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? {});
  const target = operation.path.replace('{id}', encodeURIComponent(deserving.id ?? id));
  return {
    method: operation.method,
    target: query === undefined ? target : `${target}?${query}`,
    headers: {
      ...(!isAnonymous && { Authorization: `Bearer ${bearer}` }),
      ...(operation.hasBody && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(operation.hasBody && { body: text }),
  };
}
