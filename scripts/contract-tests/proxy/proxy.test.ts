import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ApiProblem, createClient } from '../../../client/index.ts';
import { answering, collected } from '../../../client/testing.ts';
import { ACCOUNTS, SAMPLE, startServer } from '../../../server/testing/server.ts';
import { bodyExamples } from '../judge/examples.ts';
import { alter, type PassingAnswer } from '../testing/altering.ts';
import { createProxy, type ProxyOptions } from './server.ts';

const TOKENS = '/public/v1/accounts/api-tokens';

async function proxied(upstream: string, options: Partial<ProxyOptions> = {}) {
  const proxy = await createProxy({ port: 0, ...options, upstream: new URL(upstream) });
  onTestFinished(() => proxy.close());
  return proxy;
}

async function altered(change: (answer: PassingAnswer) => void, options: Partial<ProxyOptions> = {}) {
  const server = await startServer();
  const proxy = await proxied(await alter(server.url, change), options);
  const headers = { Authorization: `Bearer ${server.credentials[SAMPLE.operations]}` };
  const get = (path: string, init: RequestInit = {}) =>
    fetch(proxy.url + path, { headers, redirect: 'manual', ...init });
  return { proxy, get, headers };
}

describe('in front of a server that keeps the contract', () => {
  test('a client sees what it sees without it, its mistakes too, and nothing is a violation', async () => {
    const server = await startServer();
    const proxy = await proxied(server.url);
    const client = createClient({ baseUrl: proxy.url, token: server.credentials[SAMPLE.operations] ?? '' });
    const { id } = await client.createApiToken({ name: 'ERP', account: { id: ACCOUNTS.client } });
    const token = await client.getApiToken(id, { select: ['+audit'] });
    await client.updateApiToken(id, { name: 'ERP', description: 'Orders „é“' });
    await client.disableApiToken(id);
    await client.enableApiToken(id);
    const filter = `in(name,("ERP",'say "it"'))|eq(token,'${token.token}')`;
    expect((await collected(client.eachApiToken({ filter, limit: 1 }))).map((found) => found.id)).toEqual([id]);
    await collected(client.eachModule({ limit: 3 }));
    await collected(client.eachAccount({ limit: 3, order: ['-name'] }));
    expect((await client.getOpenApi()).servers).toEqual([{ url: server.url }]);
    await client.deleteApiToken(id);
    const mistakes = [
      client.listApiTokens({ filter: 'eq(colour,red)' }),
      client.createApiToken({ name: '*' }),
      client.getApiToken('nonsense'),
      client.getApiToken('%zz'),
      createClient({ baseUrl: proxy.url, token: 'any' }).listAccounts(),
    ].map((call) => call.catch((problem: ApiProblem) => problem.status));
    expect(await Promise.all(mistakes)).toEqual([400, 400, 404, 404, 401]);
    expect(proxy.tally.violations).toEqual([]);
    expect(proxy.tally.exchanges).toBe(19);
  });

  test('its saying that it cannot answer just now is no violation [errors.unavailable]', async () => {
    const { proxy, get } = await altered((answer) => {
      answer.status = 503;
      answer.headers.set('retry-after', '30');
      Object.assign(answer.body, { status: 503, title: 'Service Unavailable' });
    });
    expect((await get(`${TOKENS}/TKN-0000-0000`)).status).toBe(503);
    expect(proxy.tally.exchanges).toBe(1);
    expect(proxy.tally.violations).toEqual([]);
  });

  test('streams are judged, in both formats', async () => {
    const server = await startServer();
    const proxy = await proxied(server.url);
    const token = server.credentials[SAMPLE.operations] ?? '';
    const records = await collected(createClient({ baseUrl: proxy.url, token }).streamApiTokens());
    expect(records.length).toBeGreaterThan(2);
    const headers = { Authorization: `Bearer ${token}`, 'MPT-Streaming': 'true' };
    const { data } = await fetch(proxy.url + TOKENS, { headers }).then((response) => response.json());
    expect(data.map(({ id }: { id: string }) => id)).toEqual(records.map(({ id }) => id));
    expect([proxy.tally.violations, proxy.tally.exchanges]).toEqual([[], 2]);
  });

  test('any method, media type, path and size passes', async () => {
    const server = await startServer({ corsOrigins: ['https://portal.example'] });
    const proxy = await proxied(server.url);
    const headers = { Authorization: `Bearer ${server.credentials[SAMPLE.operations]}` };
    const send = (path: string, init: RequestInit = {}) => fetch(proxy.url + path, { headers, ...init });
    const head = await send(TOKENS, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const patch = await send(`${TOKENS}/`, { method: 'PATCH', body: 'x' });
    expect([patch.status, patch.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
    expect((await send(TOKENS, { method: 'OPTIONS' })).status).toBe(204);
    const origin = { Origin: 'https://portal.example', 'Access-Control-Request-Method': 'POST' };
    const preflight = await send(TOKENS, { method: 'OPTIONS', headers: origin });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://portal.example');
    const post = (type: string, body: BodyInit) =>
      send(TOKENS, { method: 'POST', headers: { ...headers, 'Content-Type': type }, body });
    expect((await post('text/plain', 'x')).status).toBe(415);
    expect((await post('text/json', '{"name":"ERP"}')).status).toBe(201);
    expect((await post('application/json', '{')).status).toBe(400);
    expect((await post('application/json', 'x'.repeat(5_000_000))).status).toBe(413);
    expect((await send('/healthz')).status).toBe(200);
    expect(proxy.tally.violations).toEqual([]);
    expect(proxy.tally.summary()).toBe('9 exchanges (2 outside the contract, not judged), 0 violations');
  });
});

describe('a server that breaks the contract', () => {
  const ROWS: [name: string, path: string, change: (answer: PassingAnswer) => void, told: RegExp][] = [
    ['a status', TOKENS, (answer) => Object.assign(answer, { status: 202 }), /does not declare the status 202/],
    ['a body', TOKENS, ({ body }) => delete body.$meta.pagination.total, /'total'/],
    ['a header', TOKENS, ({ headers }) => headers.delete('cache-control'), /Cache-Control/],
    ['a media type', TOKENS, ({ headers }) => headers.set('content-type', 'text/html'), /text\/html/],
    ['a problem', `${TOKENS}/x`, ({ body }) => delete body.traceId, /traceId/],
    [
      'a redirect',
      TOKENS,
      (answer) => {
        answer.status = 301;
        answer.headers.set('location', `${TOKENS}/`);
      },
      /redirect/,
    ],
    [
      'a filter ignored',
      `${TOKENS}?eq(colour,red)`,
      (answer) => {
        Object.assign(answer, {
          status: 200,
          body: { $meta: { pagination: { offset: 0, limit: 100, total: 0 }, omitted: [] }, data: [] },
        });
        answer.headers.set('content-type', 'application/json');
      },
      /a 200 for a request .*filter/,
    ],
  ];
  test.each(ROWS)('%s: the client gets a problem in its place', async (_name, path, change, told) => {
    const { proxy, get } = await altered(change);
    const response = await get(path);
    expect(response.status).toBe(500);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect((await response.json()).detail).toMatch(told);
    const [violation] = proxy.tally.violations;
    expect([violation?.method, violation?.findings.join('\n')]).toEqual(['GET', expect.stringMatching(told)]);
  });

  test('HEAD has no body to tell it in', async () => {
    const { get } = await altered(({ headers }) => headers.delete('cache-control'));
    const response = await get(TOKENS, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([500, '']);
    expect(response.headers.get('sl-violations')).toMatch(/Cache-Control/);
  });

  test('with reportOnly the answer stays as it is', async () => {
    const { get, proxy } = await altered(({ body }) => Object.assign(body, { extra: 'é' }), { reportOnly: true });
    const response = await get(`${TOKENS}/${SAMPLE.vendor}`);
    expect([response.status, (await response.json()).extra]).toEqual([200, 'é']);
    expect(response.headers.get('sl-violations')).toMatch(/extra/);
    expect(proxy.tally.violations).toHaveLength(1);
  });

  test('a page of another origin can read the problem', async () => {
    const { get } = await altered(({ headers }) => {
      headers.delete('cache-control');
      headers.set('access-control-allow-origin', 'https://portal.example');
    });
    expect((await get(TOKENS)).headers.get('access-control-allow-origin')).toBe('https://portal.example');
  });
});

describe('a coded body', () => {
  const RIGHT = JSON.stringify(bodyExamples('listApiTokens').find(({ part }) => part === 200)?.value);
  const WRONG = '{"data":[]}';
  const BROTLI_OF_GZIP = (text: string) => brotliCompressSync(gzipSync(text));
  const NO_GZIP = 'Content-Encoding: the body is not gzip';
  const UNKNOWN = ', not judged: 1 body (the content coding snappy is not known)';

  type Row = [name: string, coding: string, body: Buffer | string, told: string[], remark: string];
  const ROWS: Row[] = [
    ['one coding, right', 'gzip', gzipSync(RIGHT), [], ''],
    ['one coding, wrong', 'gzip', gzipSync(WRONG), ["the body: must have required property '$meta'"], ''],
    ['two codings, right', 'gzip, br', BROTLI_OF_GZIP(RIGHT), [], ''],
    ['two codings, wrong', 'gzip, br', BROTLI_OF_GZIP(WRONG), ["the body: must have required property '$meta'"], ''],
    ['plain JSON labelled gzip', 'gzip', RIGHT, [NO_GZIP], ''],
    ['gzip labelled twice', 'gzip, gzip', gzipSync(RIGHT), [NO_GZIP], ''],
    ['codings in the wrong order', 'br, gzip', BROTLI_OF_GZIP(RIGHT), [NO_GZIP], ''],
    ['gzip that is cut', 'gzip', gzipSync(RIGHT).subarray(0, -9), [NO_GZIP], ''],
    ['an unknown coding', 'snappy', RIGHT, [], UNKNOWN],
    ['an unknown coding around a known one', 'gzip, snappy', WRONG, [], UNKNOWN],
    ['a known coding around an unknown one', 'snappy, gzip', gzipSync(WRONG), [], UNKNOWN],
    ['a lie around an unknown coding', 'snappy, gzip', RIGHT, [NO_GZIP], ''],
  ];
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  const ask = { headers: { Authorization: 'Bearer any' } };

  test.each(ROWS)('%s is judged as far as it can be read', async (_name, coding, body, told, remark) => {
    const upstream = await answering({ status: 200, headers: { ...headers, 'Content-Encoding': coding }, body });
    const proxy = await proxied(upstream.url);
    await fetch(proxy.url + TOKENS, ask).then((response) => response.arrayBuffer());
    expect(proxy.tally.violations.flatMap(({ findings }) => findings)).toEqual(told);
    const violations = told.length === 0 ? '0 violations' : '1 violation';
    expect(proxy.tally.summary()).toBe(`1 exchange, ${violations}${remark}`);
  });

  test('of an unknown coding leaves the rest of the answer to be judged', async () => {
    const type = { 'Content-Type': 'text/html', 'Content-Encoding': 'snappy' };
    const proxy = await proxied((await answering({ status: 202, headers: type, body: RIGHT })).url);
    await fetch(proxy.url + TOKENS, ask);
    expect(proxy.tally.violations).toMatchObject([
      {
        findings: ['listApiTokens does not declare the status 202', 'Cache-Control: it is not no-store'],
      },
    ]);
    expect(proxy.tally.summary()).toBe(`1 exchange, 1 violation${UNKNOWN}`);
  });

  test('outside the contract is neither read nor counted', async () => {
    const coded = { status: 200, headers: { 'Content-Encoding': 'gzip' }, body: 'plain' };
    const proxy = await proxied((await answering(coded)).url);
    await fetch(`${proxy.url}/elsewhere`).then((response) => response.text().catch(() => ''));
    expect(proxy.tally.summary()).toBe('1 exchange (1 outside the contract, not judged), 0 violations');
  });

  test('passes as it is', async () => {
    const coded = { ...headers, 'Content-Encoding': 'gzip' };
    const upstream = await answering({ status: 200, headers: coded, body: gzipSync(WRONG) });
    const proxy = await proxied(upstream.url, { reportOnly: true });
    const response = await fetch(proxy.url + TOKENS, ask);
    expect(await response.text()).toBe(WRONG);
    expect(response.headers.get('sl-violations')).toMatch(/\$meta/);
  });
});

test('control characters of a server are shown, not written', async () => {
  const { get, proxy } = await altered(({ body }) => Object.assign(body, { '\u001b[2J\n\u009b': 1 }));
  const { detail } = await (await get(TOKENS)).json();
  expect(proxy.tally.violations).toMatchObject([
    { findings: ['the body: the contract does not declare \\u001b[2J\\u000a\\u009b'] },
  ]);
  expect(detail).not.toMatch(/\p{Cc}/u);
});

describe('on the wire', () => {
  test('what belongs to one connection is not passed on, a bare query is not touched', async () => {
    const upstream = await answering({ status: 204, headers: { Connection: 'X-Hop', 'X-Hop': '1', 'X-End': '2' } });
    const proxy = await proxied(upstream.url);
    const response = await fetch(`${proxy.url}/x?eq(name,a%20b)&limit=1`, {
      headers: { 'X-Own': '3', TE: 'trailers' },
    });
    expect([response.status, response.headers.get('x-hop'), response.headers.get('x-end')]).toEqual([204, null, '2']);
    const [seen] = upstream.seen;
    expect(seen).toMatchObject({ url: '/x?eq(name,a%20b)&limit=1', headers: { host: new URL(upstream.url).host } });
    expect(seen?.headers).toMatchObject({ 'x-own': '3' });
    expect(seen?.headers).not.toHaveProperty('te');
  });

  test('a server that is not there is 502, named, and no violation', async () => {
    const reasons: string[] = [];
    const proxy = await proxied('http://127.0.0.1:1', { onUnanswered: (reason) => reasons.push(reason) });
    const response = await fetch(proxy.url + TOKENS);
    expect(response.status).toBe(502);
    expect((await response.json()).detail).toBe('The proxy got no answer from http://127.0.0.1:1: ECONNREFUSED.');
    expect([reasons, proxy.unanswered(), proxy.tally.violations]).toEqual([['ECONNREFUSED'], 1, []]);
  });
});
