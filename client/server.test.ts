import { beforeEach, describe, expect, test } from 'vitest';
import document from '../generated/openapi.json' with { type: 'json' };
import { ACCOUNTS, SAMPLE, startServer, type TestServer } from '../server/testing/server.ts';
import { type Client, createClient, rql, rqlFor } from './index.ts';
import { collected } from './testing.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});

function as(caller: keyof typeof SAMPLE): Client {
  return createClient({ baseUrl: server.url, token: server.credentials[SAMPLE[caller]] ?? '' });
}

describe('each operation against the reference server', () => {
  test('a token lives: create, get, update, disable, enable, delete', async () => {
    const client = as('operations');
    const account = { id: ACCOUNTS.client };
    const { id, audit } = await client.createApiToken({ name: 'ERP', account, modules: [{ id: 'MOD-1756' }] });
    expect(audit.created.by).toMatchObject({ id: SAMPLE.operations });

    const token = await client.getApiToken(id);
    expect(token).toMatchObject({ id, name: 'ERP', status: 'Active', account, revision: 1 });
    expect(await client.updateApiToken(id, { ...token, description: 'Orders' })).toMatchObject({
      name: 'ERP',
      description: 'Orders',
      modules: [{ id: 'MOD-1756' }],
      revision: 2,
    });
    expect(await client.disableApiToken(id)).toMatchObject({ status: 'Disabled', revision: 3 });
    expect(await client.enableApiToken(id)).toMatchObject({ status: 'Active', revision: 4 });
    expect(await client.deleteApiToken(id)).toBeUndefined();
    expect(await client.getApiToken(id, { select: ['-*', '+status'] })).toEqual({
      status: 'Deleted',
      $meta: { omitted: expect.arrayContaining(['id', 'name', 'token']) },
    });
  });

  test('tokens are listed', async () => {
    const filter = rql.in('id', [SAMPLE.vendor, SAMPLE.client]);
    const page = await as('operations').listApiTokens({ filter, select: '-*,+id', order: ['-id'], limit: 1, page: 2 });
    expect(page.$meta.pagination).toEqual({ offset: 1, limit: 1, total: 2 });
    expect(page.data).toEqual([{ id: SAMPLE.client }]);
    const { data, $meta } = await as('operations').listApiTokens({ limit: 0 });
    expect([data.length, $meta.pagination.total > 4]).toEqual([0, true]);
  });

  test('modules and accounts are listed and read, and have the fields that the client promises', async () => {
    const client = as('operations');
    const modules = await collected(client.eachModule({ limit: 3 }));
    for (const module of modules) {
      expect(Object.keys(module)).toEqual(
        expect.arrayContaining(['id', 'code', 'name', 'accountTypes', 'settings', 'revision', 'href']),
      );
    }
    const accounts = await collected(client.eachAccount({ limit: 3 }));
    for (const account of accounts) {
      expect(Object.keys(account)).toEqual(expect.arrayContaining(['id', 'type', 'status', 'name', 'href']));
    }
    expect((await client.getModule('MOD-1756')).code).toBe('access-management');
    const filter = rqlFor<'modules'>().any('accountTypes', (type) => type.eq('self()', 'Operations'));
    expect((await client.listModules({ filter })).data.map(({ id }) => id)).toContain('MOD-9042');
    expect(await client.getAccount(ACCOUNTS.vendor, { select: '-*,+address.city' })).toMatchObject({
      address: { city: expect.any(String) },
    });
    const own = rqlFor<'accounts'>().eq('type', 'Client');
    expect((await as('client').listAccounts({ filter: own })).data.map(({ id }) => id)).toEqual([ACCOUNTS.client]);
  });

  test('the contract is read', async () => {
    expect((await as('client').getOpenApi()).servers).toEqual([{ url: server.url }]);
  });

  test('what goes wrong is a problem, typed', async () => {
    const client = as('client');
    const cases: [call: Promise<unknown>, status: number, field?: string][] = [
      [client.listApiTokens({ filter: 'eq(colour,red)' }), 400, 'filter'],
      [client.listApiTokens({ limit: 1.5 }), 400, 'limit'],
      [client.eachApiToken({ order: 'colour' }).next(), 400, 'order'],
      [client.createApiToken({ name: 'x', modules: [{ id: 'MOD-9999' }] }), 400, 'modules[0].id'],
      [client.enableApiToken(SAMPLE.client), 400, 'status'],
      [client.updateApiToken(SAMPLE.client, { name: '*' }), 400, 'name'],
      [client.getApiToken('TKN-9999-9999'), 404],
      [client.updateApiToken('nonsense', { name: 'x' }), 404],
      [client.deleteApiToken(SAMPLE.vendor), 404],
      [client.disableApiToken(SAMPLE.vendor), 404],
      [client.getAccount(ACCOUNTS.vendor), 404],
      [client.listModules(), 403],
      [client.getModule('MOD-1756'), 403],
      [as('powerless').listApiTokens(), 403],
      [createClient({ baseUrl: server.url, token: 'any' }).listAccounts(), 401],
    ];
    const failures = await Promise.allSettled(cases.map(([call]) => call));
    const problem = { name: 'ApiProblem', traceId: expect.stringMatching(/^00-/) };
    expect(failures.map((failure) => failure.status === 'rejected' && failure.reason)).toMatchObject(
      cases.map(([, status, field]) => ({
        ...problem,
        status,
        ...(field && { errors: { [field]: [expect.any(String)] } }),
      })),
    );
  });
});

test('the examples of bad queries say what the server says', async () => {
  const examples = document.components.examples;
  const cases: [query: string, errors: object][] = [
    ['?limit=ten', examples['problem-bad-limit'].value.errors],
    ['?eq(state,Active)', examples['problem-unknown-field'].value.errors],
    ['?eq(status,Active', examples['problem-unbalanced-parenthesis'].value.errors],
    [`?${'not('.repeat(51)}`, examples['problem-filter-too-deep'].value.errors],
    ['/TKN-1671-0642?select=a&select=b', examples['problem-repeated-select'].value.errors],
  ];
  for (const [query, errors] of cases) {
    const { body } = await server.call('GET', `/public/v1/accounts/api-tokens${query}`, { as: 'operations' });
    expect(body.errors, query).toEqual(errors);
  }
});

describe('a walk', () => {
  test('of 250 tokens shows each once, those created meanwhile too [list.walk]', async () => {
    const client = as('otherClient');
    const create = (name: string) => client.createApiToken({ name });
    const before: string[] = [];
    for (let index = 0; index < 250; index++) before.push((await create(`Token ${index}`)).id);

    const meanwhile: string[] = [];
    const seen: string[] = [];
    for await (const { id } of client.eachApiToken()) {
      seen.push(id);
      if (seen.length % 9 === 0 && meanwhile.length < 60) meanwhile.push((await create('Late')).id);
    }
    // The last page cannot show what is created after it was read.
    expect(seen.length).toBeGreaterThan(251);
    expect(seen).toEqual([SAMPLE.otherClient, ...before, ...meanwhile].slice(0, seen.length));
  });
});
