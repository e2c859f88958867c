import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RequestExample, requestExamples, responseExamples } from '../../testing/examples.ts';
import { byKind } from '../../testing/kinds.ts';
import { ACCOUNTS, type Answer, type Call, startServer, type TestServer } from '../../testing/server.ts';

const TOKENS = '/public/v1/accounts/api-tokens';
const MODULES = '/public/v1/accounts/modules';
const LIST_OF_TWO = '?in(id,(MOD-1756,MOD-4411))';

/** The ids that the examples give to a token with everything and to a bare one. */
const FULL = 'TKN-4134-7330';
const BARE = 'TKN-2086-5517';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({}, afterAll);
});

/** An answer, and which ids of the server are which of the example: actual one → that of the example. */
interface Replay {
  answer: Answer;
  ids?: Record<string, string>;
}

function body(operation: string, name: string): unknown {
  return requestExamples.find((example) => example.operation === operation && example.name === name)?.value;
}

const literally =
  (path: string, call: Call = { as: 'operations' }) =>
  async (): Promise<Replay> => {
    return { answer: await server.call('GET', path, call) };
  };

async function created(name: 'full' | 'minimal'): Promise<Required<Replay>> {
  const as = name === 'full' ? 'operations' : 'client';
  const answer = await server.call('POST', TOKENS, { as, body: body('createApiToken', name) });
  return { answer, ids: { [answer.body.id]: name === 'full' ? FULL : BARE } };
}

/** The token with everything after its first use, or the bare one. */
async function existing(name: 'full' | 'minimal'): Promise<{ id: string; ids: Record<string, string> }> {
  const { answer, ids } = await created(name);
  const { id, token } = answer.body;
  if (name === 'full') {
    const read = () => server.call('GET', `${TOKENS}/${id}`, { as: { credential: token } });
    await expect.poll(async () => (await read()).body.lastAccessAt).toBeDefined();
  }
  return { id, ids };
}

/** Asks about a token, after what came before it. */
function ofToken(name: 'full' | 'minimal', ...steps: [method: string, suffix: string, body?: unknown][]) {
  return async (): Promise<Replay> => {
    const { id, ids } = await existing(name);
    let answer: Answer | undefined;
    for (const [method, suffix, sent] of steps) {
      answer = await server.call(method, `${TOKENS}/${id}${suffix}`, { as: 'client', body: sent });
    }
    if (!answer) throw new Error('No step was given.');
    return { answer, ids };
  };
}

/** Lists exactly the two tokens of the examples. */
function listOfTwo(query: string) {
  return async (): Promise<Replay> => {
    const [full, bare] = [await existing('full'), await existing('minimal')];
    const answer = await server.call('GET', `${TOKENS}?in(id,(${full.id},${bare.id}))${query}`, { as: 'client' });
    return { answer, ids: { ...full.ids, ...bare.ids } };
  };
}

/** The document, cut down to what the example shows of it. */
async function excerpt(): Promise<Replay> {
  const { answer, ...rest } = await literally('/public/v1/openapi.json')();
  const { openapi, info, servers } = answer.body;
  expect(servers).toEqual([{ url: server.url }]);
  const shown = { openapi, info: { title: info.title, version: info.version }, servers, paths: {} };
  return { ...rest, answer: { ...answer, body: shown }, ids: { [server.url]: 'http://127.0.0.1:8080' } };
}

/** The first record of a stream. */
const ofStream = (path: string, replay?: () => Promise<Replay>) => async (): Promise<Replay> => {
  const { ids = {} } = (await replay?.()) ?? {};
  const [id = ''] = Object.keys(ids);
  const headers = { 'MPT-Streaming': 'true', Accept: 'application/jsonl' };
  const answer = await server.call('GET', path.replace('{id}', id), { as: 'operations', headers });
  return { answer: { ...answer, body: JSON.parse(answer.text) }, ids };
};

const rename = { name: 'Nightly export 2' };

/** How each example of a success is brought about. */
const REPLAYS: Record<string, () => Promise<Replay>> = {
  'listApiTokens page': listOfTwo(''),
  'listApiTokens selected': listOfTwo('&select=-*,+id,+name&limit=1'),
  'listApiTokens empty': literally(`${TOKENS}?eq(name,nothing)`),
  'listApiTokens record': ofStream(`${TOKENS}?eq(id,{id})`, ofToken('full', ['GET', ''])),
  'createApiToken full': () => created('full'),
  'createApiToken minimal': () => created('minimal'),
  'getApiToken default': ofToken('full', ['GET', '']),
  'getApiToken bare': ofToken('minimal', ['GET', '']),
  'getApiToken selected': ofToken('full', ['GET', '?select=-*,+id,+name,+audit.created.at']),
  'updateApiToken updated': ofToken('full', ['PUT', '', body('updateApiToken', 'rename')]),
  'updateApiToken bare': ofToken('minimal', ['PUT', '', rename]),
  'enableApiToken enabled': ofToken('full', ['POST', '/disable'], ['POST', '/enable']),
  'enableApiToken bare': ofToken('minimal', ['POST', '/disable'], ['POST', '/enable']),
  'disableApiToken disabled': ofToken('full', ['POST', '/disable']),
  'disableApiToken bare': ofToken('minimal', ['POST', '/disable']),
  'listModules page': literally(MODULES + LIST_OF_TWO),
  'listModules record': ofStream(`${MODULES}?eq(id,MOD-1756)`),
  'listModules empty': literally(`${MODULES}?eq(name,nothing)`),
  'getModule default': literally(`${MODULES}/MOD-1756`),
  'getModule order-management': literally(`${MODULES}/MOD-4411`),
  'listAccounts page': literally(`/public/v1/accounts/accounts?in(id,(${ACCOUNTS.operations},${ACCOUNTS.client}))`),
  'listAccounts own': literally('/public/v1/accounts/accounts', { as: 'client' }),
  'listAccounts record': ofStream(`/public/v1/accounts/accounts?eq(id,${ACCOUNTS.client})`),
  'listAccounts empty': literally('/public/v1/accounts/accounts?eq(name,nothing)'),
  'getAccount default': literally(`/public/v1/accounts/accounts/${ACCOUNTS.client}`),
  'getAccount operations': literally(`/public/v1/accounts/accounts/${ACCOUNTS.operations}`),
  'getOpenApi excerpt': excerpt,
};

const examples = responseExamples.filter(({ status }) => status < 400);

describe('an example of a success is what the server answers', () => {
  test.each(examples)('$where', async ({ operation, status, name, value }) => {
    const replay = REPLAYS[`${operation} ${name}`];
    if (!replay) throw new Error(`Say in REPLAYS how ${operation} ${name} is brought about.`);
    const { answer, ids } = await replay();
    expect(answer.status).toBe(status);
    expect(byKind(answer.body, ids)).toEqual(byKind(value));
  });

  test('and nothing is replayed that is not there', () => {
    expect(Object.keys(REPLAYS).sort()).toEqual(examples.map(({ operation, name }) => `${operation} ${name}`).sort());
  });
});

describe('an example of a request body is accepted', () => {
  test.each(requestExamples)('$where', async ({ operation, mediaType, value }: RequestExample) => {
    const headers = { 'content-type': mediaType.replace('*', 'vnd.example') };
    if (operation === 'createApiToken') {
      expect((await server.call('POST', TOKENS, { as: 'operations', headers, body: value })).status).toBe(201);
      return;
    }
    expect(operation).toBe('updateApiToken');
    const { id } = await existing('full');
    const answer = await server.call('PUT', `${TOKENS}/${id}`, { as: 'client', headers, body: value });
    expect([answer.status, answer.body.revision]).toEqual([200, 2]);
  });
});
