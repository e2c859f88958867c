import { describe, expect, it } from 'vitest';
import { TOKENS } from '../testing/query.ts';
import { addTokens } from '../testing/rows.ts';
import { ACCOUNTS, type Answer, type Call, startServer, type TestServer } from '../testing/server.ts';

const LISTS = ['api-tokens', 'modules', 'accounts'].map((name) => `/public/v1/accounts/${name}`);
const STREAM = { 'MPT-Streaming': 'true' };
const LINES = { ...STREAM, Accept: 'application/jsonl' };
const MANY = 250;

/** Two hundred and fifty tokens beside those of the sample. */
async function startWithMany(options = {}): Promise<TestServer> {
  const server = await startServer(options);
  const event = (n: number) => ({ at: Date.UTC(2026, 0, 2) + n });
  await addTokens(
    server,
    Array.from({ length: MANY }, (_, n) => ({
      id: `TKN-9000-${String(n).padStart(4, '0')}`,
      accountId: ACCOUNTS.client,
      name: `Many ${n}`,
      audit: { created: event(n), updated: event(n) },
    })),
  );
  return server;
}

const get = (server: TestServer, query: string, headers: Record<string, string>, as: Call['as'] = 'operations') =>
  server.call('GET', `${TOKENS}${query}`, { as, headers });

const recordsOf = ({ text }: Answer) =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

describe.each(LISTS)('a stream of %s', (path) => {
  it('has what the list has, in both formats [stream.formats] [stream.whole] [stream.count]', async () => {
    const server = await startServer();
    const call = (headers: Record<string, string>) =>
      server.call('GET', `${path}?order=-id`, { as: 'operations', headers });
    const [list, lines, json] = [await call({}), await call(LINES), await call(STREAM)];
    const { total } = list.body.$meta.pagination;
    expect(total).toBeGreaterThan(3);
    const withoutUse = (items: object[]) => items.map((item) => ({ ...item, lastAccessAt: undefined }));
    expect(withoutUse(recordsOf(lines))).toEqual(withoutUse(list.body.data));
    expect(withoutUse(json.body.data)).toEqual(withoutUse(list.body.data));
    expect(json.body.$meta.pagination).toEqual({ offset: 0, limit: total, total });
    for (const [answer, type] of [
      [lines, 'application/jsonl'],
      [json, 'application/json; charset=utf-8'],
    ] as const) {
      expect(answer.headers.get('MPT-Streaming')).toBe('true');
      expect(answer.headers.get('MPT-Item-Count')).toBe(String(total));
      expect(answer.headers.get('Content-Type')).toBe(type);
      expect(answer.headers.get('Cache-Control')).toBe('no-store');
    }
  });

  it('is refused as the list is: 401, 406, 400 [stream.formats] [stream.paging]', async () => {
    const server = await startServer();
    const call = (query: string, headers: Record<string, string>, as: Call['as']) =>
      server.call('GET', `${path}?${query}`, { as, headers });
    expect((await call('', LINES, undefined)).status).toBe(401);
    const refused = await call('', { ...STREAM, Accept: 'text/csv' }, 'operations');
    expect([refused.status, refused.body.code]).toEqual([406, 'stream.not-acceptable']);
    expect((await call('eq(state,x)', LINES, 'operations')).body.code).toBe('filter.unknown-field');
  });

  it('of more records than are streamed is 413 [stream.whole]', async () => {
    const server = await startServer({ streamLimit: 3 });
    const call = (query: string) => server.call('GET', path + query, { as: 'operations', headers: LINES });
    const refused = await call('');
    expect([refused.status, refused.body.code, refused.body.maxExportKeys]).toEqual([413, 'stream.too-large', 3]);
    expect((await call('?limit=3')).headers.get('MPT-Item-Count')).toBe('3');
  });
});

describe('which stream a list is asked for', () => {
  it.each([
    ['true', 'application/jsonl', 'application/jsonl'],
    ['TRUE', 'application/jsonl', 'application/jsonl'],
    ['true', '*/*', 'application/json'],
    ['true', 'application/*', 'application/json'],
    ['true', 'application/jsonl;q=0.5, application/json;q=0.4', 'application/jsonl'],
    ['true', 'application/jsonl, application/json', 'application/json'],
    ['true', 'application/json;q=0, */*', 'application/jsonl'],
    ['true', 'text/html, */*;q=0.1', 'application/json'],
    ['true', 'application/json;q=0', 'none'],
    ['true', 'application/problem+json', 'none'],
  ])('MPT-Streaming: %s, Accept: %s is %s [stream.formats]', async (streaming, accept, type) => {
    const server = await startServer();
    const answer = await get(server, '?limit=1', { 'MPT-Streaming': streaming, Accept: accept });
    expect(answer.headers.get('Content-Type')?.split(';')[0]).toBe(type === 'none' ? 'application/problem+json' : type);
    expect(answer.status).toBe(type === 'none' ? 406 : 200);
  });

  it.each([{}, { 'MPT-Streaming': 'false' }, { 'MPT-Streaming': '1' }])(
    'none with %j, whatever Accept says [stream.asked]',
    async (headers) => {
      const server = await startServer();
      for (const accept of ['application/jsonl', 'text/csv', '*/*']) {
        const answer = await get(server, '?limit=2&offset=1', { ...headers, Accept: accept });
        expect(answer.headers.has('MPT-Streaming')).toBe(false);
        expect(answer.body.$meta.pagination).toEqual({ offset: 1, limit: 2, total: 8 });
      }
      expect((await get(server, '?limit=-1', headers)).body.code).toBe('limit.invalid');
    },
  );
});

describe('how much a stream is of', () => {
  it('everything, also beyond 100; or the first so many [stream.whole] [stream.paging]', async () => {
    const server = await startWithMany();
    const count = async (query: string) => {
      const answer = await get(server, query, LINES);
      expect(recordsOf(answer)).toHaveLength(Number(answer.headers.get('MPT-Item-Count')));
      return recordsOf(answer).length;
    };
    expect(await count('?like(name,Many*)')).toBe(MANY);
    expect(await count('?like(name,Many*)&limit=-1')).toBe(MANY);
    expect(await count('?limit=120')).toBe(120);
    expect(await count('?limit=0')).toBe(0);
    expect(await count('?eq(name,nothing)')).toBe(0);
    const limited = await get(server, '?like(name,Many*)&order=-id&limit=120&select=-*,id', STREAM);
    expect(limited.body.$meta.pagination).toEqual({ offset: 0, limit: 120, total: 120 });
    expect(limited.body.data[119]).toEqual({ id: 'TKN-9000-0130' });
    const none = await get(server, '?limit=0', STREAM);
    expect(none.body).toMatchObject({ $meta: { pagination: { offset: 0, limit: 0, total: 0 } }, data: [] });
  });

  it.each([
    'offset=1',
    'offset=0',
    'page=1',
    'limit=10&page=1',
    'limit=-2',
    'limit=ten',
    'limit=',
    'limit=99999999999',
  ])('?%s is 400 [stream.paging]', async (query) => {
    const server = await startServer();
    const answer = await get(server, `?${query}`, LINES);
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.errors)).toEqual([/offset|page|limit(?==[-t9]|=$)/.exec(query)?.[0]]);
  });

  it('what the caller sees, and nothing else [stream.whole]', async () => {
    const server = await startWithMany();
    const answer = await get(server, '?select=-*,id,account', LINES, 'client');
    expect(recordsOf(answer)).toHaveLength(MANY + 2);
    for (const { account } of recordsOf(answer)) expect(account.id).toBe(ACCOUNTS.client);
    expect((await get(server, '', LINES, 'powerless')).status).toBe(403);
    expect((await server.call('GET', LISTS[1] ?? '', { as: 'client', headers: LINES })).status).toBe(403);
  });

  it('HEAD has its headers and no body [stream.head]', async () => {
    const server = await startWithMany();
    const answer = await server.call('HEAD', TOKENS, { as: 'client', headers: LINES });
    expect([answer.status, answer.text, answer.headers.get('MPT-Item-Count')]).toEqual([200, '', String(MANY + 2)]);
  });

  it('records that keep the contract, and no other [stream.validated]', async () => {
    const server = await startServer();
    await addTokens(server, [{ id: 'TKN-9000-0001', revision: -1, audit: { created: { at: 0 }, updated: { at: 0 } } }]);
    const answer = await get(server, '', LINES);
    expect([answer.status, answer.body.code]).toEqual([500, 'server.failed']);
    expect(server.log()).toContain('/revision must be >= 1');
  });
});
