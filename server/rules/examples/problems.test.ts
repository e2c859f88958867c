import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type OperationId, operations } from '../../../generated/operations.ts';
import { MOST_WAITING } from '../../core/turns/turns.ts';
import { assertKeepsContract, contractJudge } from '../../testing/contract.ts';
import { pathOf, responseExamples } from '../../testing/examples.ts';
import { byKind } from '../../testing/kinds.ts';
import { pausedStore } from '../../testing/paused.ts';
import { exchange } from '../../testing/raw.ts';
import { ACCOUNTS, type Answer, type Call, SAMPLE, startServer, type TestServer } from '../../testing/server.ts';
import { begin, WAITS, waitingStore } from '../../testing/waiting.ts';

const [MODULE, UNASSIGNABLE, NOWHERE] = ['MOD-1756', 'MOD-8021', 'TKN-9999-9999'];

/** The most records of a stream, on the server that has few. */
const EXPORTED = 1;

/** Seconds that a list may take, on the server that has none. */
const BUDGET = 0.01;

let server: TestServer;
let limited: TestServer;
let exporting: TestServer;
let broken: TestServer;
let hurried: TestServer;
beforeAll(async () => {
  server = await startServer({}, afterAll);
  limited = await startServer({ rateLimit: 1 }, afterAll);
  exporting = await startServer({ streamLimit: EXPORTED }, afterAll);
  broken = await startServer({}, afterAll);
  await broken.store.close();
  hurried = await startServer({ store: waitingStore().store, statementTimeout: BUDGET }, afterAll);
});

interface Request extends Call {
  id?: string | undefined;
  query?: string;
  of?: TestServer;
}

/** Calls an operation as it is declared: by the Operations account, about a resource that is there, unless told otherwise. */
async function call(operation: OperationId, { id, query = '', of = server, ...rest }: Request = {}) {
  const { method, body } = operations[operation];
  const ids = { Token: SAMPLE.operations, Module: MODULE, Account: ACCOUNTS.client };
  const target = pathOf(operation, id === undefined ? ids : { Token: id, Module: id, Account: id });
  const answer = await of.call(method, target + query, { as: 'operations', ...(body && { body: {} }), ...rest });
  return { ...answer, path: target };
}

const body = (value: unknown) => (operation: OperationId) => call(operation, { body: value });
const query = (text: string) => (operation: OperationId) => call(operation, { query: text });
const keyed = (operation: OperationId, key: string, sent: unknown, of = server) =>
  call(operation, { headers: { 'Idempotency-Key': key }, body: sent, of });
const KEY = 'a-key-of-these-tests';
const modules = (id: unknown) => ({ name: 'x', modules: [{ id }] });

/** How each example of a problem is brought about. */
const REPLAYS: Record<string, (operation: OperationId) => Promise<Answer & { path: string }>> = {
  'unknown-field': query('?eq(state,Active)'),
  'unbalanced-parenthesis': query('?eq(status,Active'),
  'bad-limit': query('?limit=ten'),
  'filter-too-deep': query(`?${'not('.repeat(51)}`),
  'repeated-select': query('?select=a&select=b'),
  'missing-body': body(''),
  'malformed-json': body('{'),
  'not-an-object': body([]),
  'unknown-account': body({ name: 'x', account: { id: 'ACC-9999-9999' } }),
  'other-account': body({ account: { id: ACCOUNTS.client } }),
  'unknown-module': body(modules('MOD-9999')),
  'unassignable-module': body(modules(UNASSIGNABLE)),
  'invalid-fields': (operation) => {
    const name = operation === 'updateApiToken' ? null : undefined;
    return call(operation, { body: { name, modules: [{ id: 1756 }] } });
  },
  'deleted-token': (operation) => call(operation, { id: SAMPLE.deleted, body: { name: 'x' } }),
  'wrong-status': (operation) => {
    const wrong: Partial<Record<OperationId, string>> = {
      enableApiToken: SAMPLE.client,
      disableApiToken: SAMPLE.disabled,
      deleteApiToken: SAMPLE.deleted,
    };
    return call(operation, { id: wrong[operation] });
  },
  stale: (operation) => call(operation, { headers: { 'If-Match': '"0-x"' } }),
  'malformed-if-match': (operation) => call(operation, { headers: { 'If-Match': '1-x' } }),
  'malformed-if-none-match': (operation) => call(operation, { headers: { 'If-None-Match': '1-x' } }),
  'malformed-key': (operation) => keyed(operation, 'a key', { name: 'x' }),
  'key-reused': async (operation) => {
    await keyed(operation, KEY, { name: 'x' });
    return keyed(operation, KEY, { name: 'y' });
  },
  'key-running': async (operation) => {
    const { store, pause, waits, resume } = pausedStore();
    const slow = await startServer({ store });
    pause();
    const first = keyed(operation, KEY, { name: 'x' }, slow);
    await waits;
    const answer = await keyed(operation, KEY, { name: 'x' }, slow);
    resume();
    await first;
    return answer;
  },
  'missing-host': async (operation) => {
    const { method, path } = operations[operation];
    const answer = await exchange(server.url, `${method} ${path} HTTP/1.1\r\nConnection: close\r\n\r\n`);
    await assertKeepsContract(method, path, answer);
    return { ...answer, path };
  },
  unauthorized: (operation) => call(operation, { as: undefined }),
  forbidden: (operation) => {
    const as = operation.includes('Module') ? 'client' : 'powerless';
    return call(operation, { as, ...(operations[operation].body && { body: { name: 'x' } }) });
  },
  'not-found': (operation) => call(operation, { id: NOWHERE }),
  'content-too-large': body('x'.repeat(300_000)),
  'unsupported-media-type': (operation) => call(operation, { headers: { 'content-type': 'text/plain' } }),
  'not-acceptable': (operation) => call(operation, { headers: { 'MPT-Streaming': 'true', Accept: 'text/csv' } }),
  'stream-too-large': (operation) => call(operation, { headers: { 'MPT-Streaming': 'true' }, of: exporting }),
  'filter-too-expensive': (operation) => call(operation, { query: `?${WAITS}`, of: hurried }),
  'too-many-lists': async (operation) => {
    const busy = await startServer({ store: waitingStore().store, statementTimeout: 0 });
    const path = `${operations[operation].path}?${WAITS}`;
    const asked = Array.from({ length: MOST_WAITING + 2 }, () => begin(busy, path, 'operations'));
    await Promise.race(asked.map(({ status }) => status));
    const answer = await call(operation, { query: `?${WAITS}`, of: busy });
    for (const { leave } of asked) leave();
    return answer;
  },
  'too-many-requests': async (operation) => {
    await call(operation, { of: limited });
    return call(operation, { of: limited });
  },
  'internal-server-error': (operation) => call(operation, { of: broken }),
};

const examples = responseExamples.filter(({ status }) => status >= 400);
// What nothing brings about on the reference server is in a list that says why.
const { isExcepted } = await contractJudge();
// MSW sees whole requests only, not what is wrong with the head of one.
const unseen = inject('host') === 'msw' ? ['missing-host'] : [];
const replayed = examples.filter(({ where, name }) => !isExcepted(where) && !unseen.includes(name));

/** The example as the request of this operation makes it: its path, and the limit that is on in the test. */
function expected(value: unknown, path: string) {
  const { instance, detail, maxExportKeys, ...rest } = value as Record<string, unknown>;
  const limit = maxExportKeys !== undefined && { maxExportKeys: EXPORTED };
  return byKind({ ...rest, ...limit, detail: withoutLimit(detail), ...(instance !== undefined && { instance: path }) });
}

/** What is another number in the examples. */
const OF_EXAMPLE = { [`within ${BUDGET} s`]: 'within 5 s' };

const withoutLimit = (detail: unknown) =>
  String(detail)
    .replace(/limit of \d+ requests a minute(.*) in \d+ seconds/, 'limit of N requests a minute$1 in N seconds')
    .replace(/more than \d+ records/, 'more than N records');

describe('an example of a problem is what the server answers', () => {
  test.each(replayed)('$where', async ({ operation, status, name, value }) => {
    const replay = REPLAYS[name];
    if (!replay)
      throw new Error(
        `Say in REPLAYS how ${name} is brought about, or in the exceptions of the contract's coverage why it is not.`,
      );
    const answer = await replay(operation);
    expect(answer.status).toBe(status);
    const body = { ...answer.body, detail: withoutLimit(answer.body.detail) };
    expect(byKind(body, OF_EXAMPLE)).toEqual(expected(value, answer.path));
  });
});

test('what is said of examples is said of examples that exist', () => {
  const names = replayed.map(({ name }) => name);
  expect([...names, ...unseen]).toEqual(expect.arrayContaining(Object.keys(REPLAYS)));
});
