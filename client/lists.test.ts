import { describe, expect, test } from 'vitest';
import { type Client, createClient, type ListOptions, rql, rqlFor } from './index.ts';
import { answering, json } from './testing.ts';

const EMPTY = json(200, { $meta: { pagination: { offset: 0, limit: 100, total: 0 }, omitted: [] }, data: [] });

async function sent(options: ListOptions<'apiTokens'>): Promise<string | undefined> {
  const { url, seen } = await answering(EMPTY);
  await createClient({ baseUrl: url, token: 'any' }).listApiTokens(options);
  return seen[0]?.url?.replace('/public/v1/accounts/api-tokens', '');
}

describe('what a list is asked for stands in the query', () => {
  test.each<[string, ListOptions<'apiTokens'>]>([
    ['', {}],
    ['', { filter: '', limit: undefined, select: undefined }],
    ['?select=-*,%2Bid&order=-name,id', { select: ['-*', '+id'], order: ['-name', 'id'] }],
    ['?select=%2Baudit&order=-name', { select: '+audit', order: '-name' }],
    ['?limit=0&offset=0', { limit: 0, offset: 0 }],
    ['?limit=10&page=2', { limit: 10, page: 2 }],
  ])('%s', async (query, options) => {
    expect(await sent(options)).toBe(query);
  });

  // `fetch` writes a single quote as %27, which is the same to the server.
  test.each<[string, ListOptions<'apiTokens'>['filter']]>([
    ['eq(status,%27Active%27)', rql.eq('status', 'Active')],
    ['eq(name,%22O%27Brien%20%26%20S%C3%B6hne%22)', rql.eq('name', "O'Brien & Söhne")],
    ['like(name,%27*%25%2B%23*%27)', rql.like('name', '*%+#*')],
    ['status=Active&ilike(name,*prod*)', 'status=Active&ilike(name,*prod*)'],
    ['eq(name,%22a%20b%23c%C3%A4%09%0A%22)', 'eq(name,"a b#cä\t\n")'],
    ['eq(name,%22%F0%9F%98%80%22)', 'eq(name,"😀")'],
    ['eq(name,a%2Bb+c%26)', 'eq(name,a%2Bb+c%26)'],
  ])('a filter bare, beside the others: %s', async (query, filter) => {
    expect(await sent({ filter, limit: 10 })).toBe(`?${query}&limit=10`);
  });

  test('a filter that no URL can hold is refused', async () => {
    await expect(sent({ filter: 'eq(name,"\ud800")' })).rejects.toThrow(URIError);
  });
});

test.each<[string, (client: Client) => Promise<unknown>]>([
  ['/modules?any(accountTypes)', (client) => client.listModules({ filter: rqlFor<'modules'>().any('accountTypes') })],
  ['/modules/MOD-1756?select=-settings', (client) => client.getModule('MOD-1756', { select: ['-settings'] })],
  ['/accounts?order=name', (client) => client.listAccounts({ order: ['name'] })],
  ['/accounts/ACC-3803-7263', (client) => client.getAccount('ACC-3803-7263')],
])('asks for %s', async (path, call) => {
  const { url, seen } = await answering(EMPTY);
  await call(createClient({ baseUrl: url, token: 'any' }));
  expect(seen).toMatchObject([{ method: 'GET', url: `/public/v1/accounts${path}` }]);
});

describe('changes', () => {
  const TOKEN = '/public/v1/accounts/api-tokens/a%2Fb';

  test('an update sends what is named', async () => {
    const { url, seen } = await answering(json(200, {}));
    await createClient({ baseUrl: url, token: 'any' }).updateApiToken('a/b', { name: 'x', description: null });
    expect(seen).toMatchObject([{ method: 'PUT', url: TOKEN, body: '{"name":"x","description":null}' }]);
    expect(seen[0]?.headers['content-type']).toBe('application/json');
  });

  test.each(['enableApiToken', 'disableApiToken'] as const)('%s sends no body and no type', async (operation) => {
    const { url, seen } = await answering(json(200, { id: 'x' }));
    expect(await createClient({ baseUrl: url, token: 'any' })[operation]('a/b')).toEqual({ id: 'x' });
    const path = `${TOKEN}/${operation.replace('ApiToken', '')}`;
    expect(seen).toMatchObject([{ method: 'POST', url: path, body: '' }]);
    expect(seen[0]?.headers['content-type']).toBeUndefined();
  });

  test('a deletion answers with nothing', async () => {
    const { url, seen } = await answering({ status: 204 });
    expect(await createClient({ baseUrl: url, token: 'any' }).deleteApiToken('a/b')).toBeUndefined();
    expect(seen).toMatchObject([{ method: 'DELETE', url: TOKEN, body: '' }]);
  });

  test.each<[string, (client: Client) => Promise<unknown>]>([
    ['updateApiToken', (client) => client.updateApiToken('..', {})],
    ['deleteApiToken', (client) => client.deleteApiToken('')],
    ['enableApiToken', (client) => client.enableApiToken('.')],
    ['disableApiToken', (client) => client.disableApiToken('..')],
    ['getModule', (client) => client.getModule('..')],
    ['getAccount', (client) => client.getAccount('')],
  ])('%s refuses an id that would go to another path', async (_operation, call) => {
    const client = createClient({ baseUrl: 'http://127.0.0.1:1', token: 'any' });
    await expect(call(client)).rejects.toThrow('An id cannot be empty or a dot segment.');
  });
});
