import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import document from '../generated/openapi.json' with { type: 'json' };
import { createMock, type Mock } from './server.ts';

const TOKENS = '/public/v1/accounts/api-tokens';
const TOKEN = `${TOKENS}/TKN-4134-7330`;
const CONTRACT = '/public/v1/openapi.json';
const CREATE = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"name":"ERP connector"}' };
const PER_CONNECTION = ['connection', 'date', 'keep-alive'];
const TRACE_ID = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

let mock: Mock;
beforeAll(async () => {
  mock = await createMock({ port: 0 });
});
afterAll(() => mock.close());

interface Options {
  method?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
}

function call(path: string, { headers, ...options }: Options = {}): Promise<Response> {
  return fetch(mock.url + path, { ...options, headers: { Authorization: 'Bearer any', ...headers } });
}

/** Compares with an example of the contract; the trace and the path are those of the request. */
async function expectProblem(response: Response, name: keyof typeof document.components.examples, path: string) {
  const example = document.components.examples[name].value as { status: number; instance?: string };
  expect(response.status).toBe(example.status);
  expect(response.headers.get('Content-Type')).toBe('application/problem+json');
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  const { traceId, ...rest } = await response.json();
  expect(traceId).toMatch(TRACE_ID);
  expect(rest).toEqual({
    ...example,
    traceId: undefined,
    ...(example.instance !== undefined && { instance: path }),
  });
}

describe('401 comes first', () => {
  test.each([TOKENS, TOKEN, '/nowhere', `${CONTRACT}/x`, `${TOKENS}/%ZZ`])('for %s', async (path) => {
    const response = await fetch(mock.url + path, { method: path === TOKENS ? 'POST' : 'GET' });
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
    await expectProblem(response, 'problem-unauthorized', path);
  });

  test.each(['', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a b', 'any'])('for the credential %j', async (value) => {
    const response = await call(TOKEN, { headers: { Authorization: value, Prefer: 'code=200' } });
    await expectProblem(response, 'problem-unauthorized', TOKEN);
  });

  test('the scheme ignores case', async () => {
    expect((await call(TOKEN, { headers: { Authorization: 'bEARER any' } })).status).toBe(200);
  });

  test('the contract needs none, and names the origin it came from', async () => {
    const response = await fetch(mock.url + CONTRACT);
    expect(await response.json()).toEqual({ ...document, servers: [{ url: mock.url }] });
  });
});

describe('paths and methods', () => {
  test.each(['/', '/nowhere', `${TOKENS}/a/b`, `${TOKENS}//`, '/public/v1'])('%s is 404', async (path) => {
    await expectProblem(await call(path), 'problem-not-found', path);
  });

  test.each([
    [TOKENS, 'GET', 'POST, OPTIONS'],
    [TOKENS, 'HEAD', 'POST, OPTIONS'],
    [TOKEN, 'PATCH', 'GET, HEAD, OPTIONS'],
    [CONTRACT, 'DELETE', 'GET, HEAD, OPTIONS'],
  ])('%s with %s is 405', async (path, method, allow) => {
    const response = await call(path, { method });
    expect([response.status, response.headers.get('Allow')]).toEqual([405, allow]);
    if (method === 'HEAD') return;
    expect(await response.json()).toEqual({
      type: 'https://tools.ietf.org/html/rfc9110#section-15.5.6',
      title: 'Method Not Allowed',
      status: 405,
      detail: expect.any(String),
      instance: path,
      traceId: expect.stringMatching(TRACE_ID),
    });
  });

  test('HEAD is GET without the body', async () => {
    const [get, head] = [await call(TOKEN), await call(TOKEN, { method: 'HEAD' })];
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    const without = ({ headers }: Response) => [...headers].filter(([name]) => !PER_CONNECTION.includes(name));
    expect(without(head)).toEqual(without(get));
  });

  test('OPTIONS is 204 with Allow', async () => {
    const response = await call(TOKEN, { method: 'OPTIONS' });
    expect([response.status, response.headers.get('Allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
    expect((await fetch(mock.url + TOKEN, { method: 'OPTIONS' })).status).toBe(401);
  });

  test.each([`${TOKENS}/`, TOKENS.toUpperCase(), '/Public/V1/Accounts/API-tokens/'])('%s is the same', async (path) => {
    expect((await call(path, CREATE)).status).toBe(201);
  });

  test.each(['a%2Fb', 'TKN%20%C3%BC', '%252e', 'x'.repeat(4000)])('the id %s is an id', async (id) => {
    expect((await call(`${TOKENS}/${id}`)).status).toBe(200);
  });

  test.each([`${TOKENS}/%ZZ`, `${TOKENS}/%ff`])('%s is a malformed path', async (path) => {
    await expectProblem(await call(path), 'problem-malformed-path', path);
  });
});

describe('bodies', () => {
  const bodied = (type: string | undefined, body: BodyInit) =>
    call(TOKENS, { method: 'POST', headers: type === undefined ? {} : { 'Content-Type': type }, body });

  test.each([
    'application/json',
    'Text/JSON; charset=UTF-8',
    'application/vnd.softwareone.token+json',
    'application/merge-patch+json;charset="utf-8"',
  ])('%s is accepted', async (type) => {
    expect((await bodied(type, CREATE.body)).status).toBe(201);
  });

  test.each(['text/plain', 'application/jsonx', 'application/xml', 'json', 'application/json; charset=latin1'])(
    '%s is 415',
    async (type) => {
      await expectProblem(await bodied(type, CREATE.body), 'problem-unsupported-media-type', TOKENS);
      await expectProblem(await bodied(type, '{'), 'problem-unsupported-media-type', TOKENS);
    },
  );

  test('no type is 415, a coding too', async () => {
    await expectProblem(await bodied(undefined, new Blob(['{}'])), 'problem-unsupported-media-type', TOKENS);
    const coded = await call(TOKENS, { ...CREATE, headers: { ...CREATE.headers, 'Content-Encoding': 'gzip' } });
    await expectProblem(coded, 'problem-unsupported-media-type', TOKENS);
  });

  test('too large is 413, before 415', async () => {
    const response = await bodied('text/plain', 'x'.repeat(2_000_000));
    await expectProblem(response, 'problem-content-too-large', TOKENS);
  });

  test.each<[string, keyof typeof document.components.examples]>([
    ['', 'problem-missing-body'],
    ['{"name":', 'problem-malformed-json'],
    ['\ufeff{]', 'problem-malformed-json'],
    ['['.repeat(100_000), 'problem-malformed-json'],
    ['[]', 'problem-not-an-object'],
    ['null', 'problem-not-an-object'],
    ['"x"', 'problem-not-an-object'],
    ['{}', 'problem-invalid-fields'],
    ['{"name":"*"}', 'problem-invalid-fields'],
    ['{"name":"ERP","modules":[{"id":1}]}', 'problem-invalid-fields'],
  ])('%.20s is %s', async (body, example) => {
    await expectProblem(await bodied('application/json', body), example, TOKENS);
  });

  test('what Prism found stands in a header', async () => {
    const response = await bodied('text/json', '{"name":"*"}');
    expect(response.headers.get('sl-violations')).toContain('property name must match pattern');
  });

  test('unknown and read-only properties are ignored', async () => {
    const body = JSON.stringify({ ...document.components.examples['created-full'].value, unknown: 1 });
    expect((await bodied('application/json', body)).status).toBe(201);
  });

  test('is ignored where the operation has none', async () => {
    const headers = { Authorization: 'Bearer any', 'Content-Type': 'text/plain', 'Content-Length': '1' };
    const status = new Promise((resolve, reject) => {
      const request = httpRequest(mock.url + TOKEN, { headers }, (response) => resolve(response.resume().statusCode));
      request.on('error', reject).end('{');
    });
    expect(await status).toBe(200);
  });
});

describe('queries', () => {
  test('select twice is 400, what is unknown is ignored', async () => {
    await expectProblem(await call(`${TOKEN}?select=a&select=b`), 'problem-repeated-select', TOKEN);
    expect((await call(`${TOKEN}?select=%2Baudit,-modules&limit=10&limit=20&__code=500`)).status).toBe(200);
    await expectProblem(await call(`${TOKEN}?select=%ZZ`), 'problem-malformed-path', TOKEN);
  });
});

test('Accept does not matter', async () => {
  const accept = { Accept: 'text/html' };
  expect((await call(TOKEN, { headers: accept })).status).toBe(200);
  expect((await call(TOKEN, { headers: { ...accept, Prefer: 'code=404' } })).status).toBe(404);
});

test('a trace is continued', async () => {
  const traceparent = '00-11111111111111111111111111111111-2222222222222222-01';
  const problem = await (await call('/nowhere', { headers: { traceparent } })).json();
  expect(problem.traceId).toMatch(/^00-1{32}-(?!2{16})[0-9a-f]{16}-01$/);
});

describe('pages of another origin', () => {
  const Origin = 'https://app.example.com';

  test('may ask, without a credential', async () => {
    const response = await fetch(mock.url + TOKENS, {
      method: 'OPTIONS',
      headers: {
        Origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type,prefer',
      },
    });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization,content-type,prefer',
    });
  });

  test.each([
    [TOKENS, CREATE],
    [TOKENS, { method: 'POST' }],
    ['/nowhere', {}],
    [TOKEN, { headers: { Authorization: '' } }],
  ])('may read the answer of %s %j', async (path, options) => {
    const response = await call(path, {
      ...options,
      headers: { Origin, ...('headers' in options && options.headers) },
    });
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
    const exposed = response.headers.get('Access-Control-Expose-Headers')?.split(', ');
    expect(exposed).toEqual(
      expect.arrayContaining(['Location', 'Retry-After', 'RateLimit-Limit', 'WWW-Authenticate', 'Allow']),
    );
  });
});
