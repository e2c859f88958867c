import { describe, expect, test } from 'vitest';
import document from '../../generated/openapi.json' with { type: 'json' };
import { exchange } from '../../server/testing/raw.ts';
import { CREATE, expectProblem, TOKEN, TOKENS, TRACE_ID, useMock } from './testing.ts';

const CONTRACT = '/public/v1/openapi.json';
const PER_CONNECTION = ['connection', 'date', 'keep-alive'];

const { url, call } = useMock();

describe('401 comes first', () => {
  test.each([TOKENS, TOKEN, '/nowhere', `${CONTRACT}/x`, `${TOKENS}/%ZZ`])('for %s', async (path) => {
    const response = await fetch(url(path), { method: path === TOKENS ? 'POST' : 'GET' });
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
    await expectProblem(response, 'problem-unauthorized', path);
  });

  test.each(['', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a b', 'any'])(
    'for the credential %j [auth.failure-alike]',
    async (value) => {
      const response = await call(TOKEN, { headers: { Authorization: value, Prefer: 'code=200' } });
      await expectProblem(response, 'problem-unauthorized', TOKEN);
    },
  );

  test('the scheme ignores case [auth.scheme-case]', async () => {
    expect((await call(TOKEN, { headers: { Authorization: 'bEARER any' } })).status).toBe(200);
  });

  test('the contract needs none, and names the origin it came from [contract.public]', async () => {
    const response = await fetch(url(CONTRACT));
    expect(await response.json()).toEqual({ ...document, servers: [{ url: url('') }] });
    const statuses = ['OPTIONS', 'DELETE'].map(async (method) => (await fetch(url(CONTRACT), { method })).status);
    expect(await Promise.all(statuses)).toEqual([204, 405]);
  });

  test('a target may be a whole URL, whose host counts', async () => {
    const asked = `GET http://example.org:80${CONTRACT} HTTP/1.1\r\nHost: other\r\nConnection: close\r\n\r\n`;
    expect((await exchange(url(''), asked)).body.servers).toEqual([{ url: 'http://example.org' }]);
  });
});

describe('paths and methods', () => {
  test.each(['/', '/nowhere', `${TOKENS}/a/b`, `${TOKENS}//`, '/public/v1'])('%s is 404', async (path) => {
    await expectProblem(await call(path), 'problem-not-found', path, 'path.unknown');
  });

  test.each([
    [`${TOKEN}/enable`, 'GET', 'POST, OPTIONS'],
    [`${TOKEN}/disable`, 'HEAD', 'POST, OPTIONS'],
    [TOKENS, 'PUT', 'GET, POST, HEAD, OPTIONS'],
    [TOKEN, 'PATCH', 'GET, PUT, DELETE, HEAD, OPTIONS'],
    ['/public/v1/accounts/modules', 'POST', 'GET, HEAD, OPTIONS'],
    [CONTRACT, 'DELETE', 'GET, HEAD, OPTIONS'],
  ])('%s with %s is 405 [addresses.method]', async (path, method, allow) => {
    const response = await call(path, { method });
    expect([response.status, response.headers.get('Allow')]).toEqual([405, allow]);
    if (method === 'HEAD') return;
    expect(await response.json()).toEqual({
      type: 'https://tools.ietf.org/html/rfc9110#section-15.5.6',
      code: 'method.not-allowed',
      title: 'Method Not Allowed',
      status: 405,
      detail: expect.any(String),
      instance: path,
      traceId: expect.stringMatching(TRACE_ID),
    });
  });

  test('HEAD is GET without the body [addresses.head]', async () => {
    const [get, head] = [await call(TOKEN), await call(TOKEN, { method: 'HEAD' })];
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    const without = ({ headers }: Response) => [...headers].filter(([name]) => !PER_CONNECTION.includes(name));
    expect(without(head)).toEqual(without(get));
  });

  test('OPTIONS is 204 with Allow [addresses.options]', async () => {
    const response = await call(TOKEN, { method: 'OPTIONS' });
    expect([response.status, response.headers.get('Allow')]).toEqual([204, 'GET, PUT, DELETE, HEAD, OPTIONS']);
    expect((await fetch(url(TOKEN), { method: 'OPTIONS' })).status).toBe(401);
  });

  test.each([`${TOKENS}/`, TOKENS.toUpperCase(), '/Public/V1/Accounts/API-tokens/'])('%s is the same', async (path) => {
    expect((await call(path, CREATE)).status).toBe(201);
  });

  test.each(['a%2Fb', 'TKN%20%C3%BC', '%252e', 'x.'.repeat(2000)])('%s is an id, of nothing', async (id) => {
    await expectProblem(await call(`${TOKENS}/${id}`), 'problem-not-found', `${TOKENS}/${id}`);
  });

  test.each([`${TOKENS}/%ZZ`, `${TOKENS}/%ff`])('%s has no id of any known form', async (path) => {
    await expectProblem(await call(path), 'problem-not-found', path, 'path.unknown');
  });
});

describe('queries', () => {
  test('select twice is 400, what is unknown is ignored', async () => {
    await expectProblem(await call(`${TOKEN}?select=a&select=b`), 'problem-repeated-select', TOKEN);
    expect((await call(`${TOKEN}?select=%2Baudit,-modules&limit=10&limit=20&__code=500`)).status).toBe(200);
    expect((await call(`${TOKEN}?select=%ZZ`)).status).toBe(400);
    expect((await call(`${TOKEN}?unknown=%ZZ`)).status).toBe(200);
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
