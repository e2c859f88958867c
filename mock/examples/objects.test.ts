import { describe, expect, test } from 'vitest';
import { type OperationId, operations } from '../../generated/operations.ts';
import { TOKENS, useMock } from './testing.ts';

const LISTS = ['listApiTokens', 'listModules', 'listAccounts'] as const;
const TOKEN_IDS = ['TKN-4134-7330', 'TKN-2086-5517'];
const BY_ID = (Object.keys(operations) as OperationId[]).filter((id) => operations[id].path.includes('{id}'));

interface Listed {
  $meta: { pagination: { total: number }; omitted: string[] };
  data: { id: string }[];
}

const mock = useMock();

async function call(method: string, path: string, body?: string) {
  const response = await mock.call(path, {
    method,
    ...(body && { body, headers: { 'Content-Type': 'application/json' } }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

describe('what is listed can be fetched', () => {
  test.each(LISTS)('%s', async (operation) => {
    const { path } = operations[operation];
    const { body: list }: { body: Listed } = await call('GET', path);
    expect(list.data.length).toBeGreaterThan(1);
    expect(list.$meta.pagination.total).toBe(list.data.length);
    for (const item of list.data) {
      const { status, body } = await call('GET', `${path}/${item.id}`);
      expect([status, body]).toEqual([200, { ...item, $meta: { omitted: list.$meta.omitted } }]);
    }
  });

  test('so can what a token refers to', async () => {
    const { body: list } = await call('GET', TOKENS);
    for (const { account, modules } of list.data) {
      const { href: _, ...whole } = (await call('GET', `/public/v1/accounts/accounts/${account.id}`)).body;
      expect(whole).toMatchObject(account);
      for (const module of modules) {
        expect((await call('GET', `/public/v1/accounts/modules/${module.id}`)).body).toMatchObject(module);
      }
    }
  });

  test('so can what was created', async () => {
    const { body: created } = await call('POST', TOKENS, '{"name":"ERP connector"}');
    const { audit: _, lastAccessAt: __, ...read } = (await call('GET', `${TOKENS}/${created.id}`)).body;
    expect(created).toMatchObject({ ...read, $meta: { omitted: [] } });
  });
});

describe.each(TOKEN_IDS)('the token %s', (id) => {
  test.each([
    ['PUT', '', { revision: 2 }],
    ['POST', '/disable', { status: 'Disabled', revision: 2 }],
    ['POST', '/enable', { status: 'Active', revision: 3 }],
  ])('%s %s answers with it', async (method, transition, change) => {
    const { body: read } = await call('GET', `${TOKENS}/${id}`);
    const answer = await call(method, `${TOKENS}/${id}${transition}`, method === 'PUT' ? '{"name":"x"}' : undefined);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ ...read, ...(method === 'PUT' && { name: `${read.name} 2` }), ...change });
  });

  test('it may be sent back whole, and what is optional cleared', async () => {
    const { body: read } = await call('GET', `${TOKENS}/${id}`);
    const body = JSON.stringify({ ...read, extensions: null, icon: '' });
    expect((await call('PUT', `${TOKENS}/${id}`, body)).status).toBe(200);
  });

  test('its deletion answers with nothing', async () => {
    expect(await call('DELETE', `${TOKENS}/${id}`)).toEqual({ status: 204, body: undefined });
  });

  test.each(['enable', 'disable'])('%s ignores a body and its type [bodies.ignored]', async (transition) => {
    const options = { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: '{' };
    const response = await mock.call(`${TOKENS}/${id}/${transition}`, options);
    expect(response.status).toBe(200);
  });

  test('its id may be written with escapes, and nobody else has it', async () => {
    expect((await call('GET', `${TOKENS}/${id.replaceAll('-', '%2D')}`)).body.id).toBe(id);
    expect((await call('GET', `${TOKENS}/${id.toLowerCase()}`)).status).toBe(404);
  });
});

describe('what no example shows is not there [token.unknown-id]', () => {
  test.each(BY_ID)('%s', async (operation) => {
    const { method, path, body } = operations[operation];
    for (const id of ['TKN-9999-9999', 'nonsense', 'constructor']) {
      const target = path.replace('{id}', id);
      const answer = await call(method, target, body ? '{"name":"x"}' : undefined);
      expect([answer.status, answer.body.title, answer.body.instance]).toEqual([404, 'Not Found', target]);
    }
  });

  test('the form of the request is checked before [checks.order]', async () => {
    expect((await call('PUT', `${TOKENS}/TKN-9999-9999`, '{"name":"*"}')).status).toBe(400);
    expect((await call('GET', `${TOKENS}/TKN-9999-9999?select=a&select=b`)).status).toBe(400);
  });
});
