import { afterAll, describe, expect, it } from 'vitest';
import { TOKENS } from '../testing/query.ts';
import { ACCOUNTS, startServer } from '../testing/server.ts';

const server = await startServer({}, afterAll);
const { body: token } = await server.call('POST', TOKENS, {
  as: 'client',
  body: { name: 'Connector', description: 'Old', modules: [{ id: 'MOD-4411' }] },
});
const path = `${TOKENS}/${token.id}`;

describe('updateApiToken 400', () => {
  it.each<[string, unknown, string]>([
    ['another account', { account: { id: ACCOUNTS.vendor } }, 'account.id'],
    ['an account of nobody', { account: { id: 'nonsense' } }, 'account.id'],
    ['an account without id', { account: {} }, 'account.id'],
    ['no name', { name: null }, 'name'],
    ['an empty name', { name: '' }, 'name'],
    ['a name with a line feed', { name: 'a\nb' }, 'name'],
    ['a name of 201 letters', { name: 'x'.repeat(201) }, 'name'],
    ['a description of 2,001 characters', { description: 'x'.repeat(2001) }, 'description'],
    ['an icon of 2,049 characters', { icon: 'x'.repeat(2049) }, 'icon'],
    ['NUL in a description', { description: 'a\0b' }, 'description'],
    ['NUL in an icon', { icon: '\0' }, 'icon'],
    ['a lone surrogate in a description', { description: 'a\ud800b' }, 'description'],
    ['a lone surrogate in an icon', { icon: '\udc00' }, 'icon'],
    ['a lone surrogate in an extension', { extensions: [{ id: 'A' }, { id: '\ud800' }] }, 'extensions[1].id'],
    ['a number as description', { description: 7 }, 'description'],
    ['an object as modules', { modules: {} }, 'modules'],
    ['a module without id', { modules: [{}] }, 'modules[0].id'],
    ['a module that does not exist', { modules: [{ id: 'MOD-1756' }, { id: 'MOD-0000' }] }, 'modules[1].id'],
    ['a module of another type of account', { modules: [{ id: 'MOD-9042' }] }, 'modules[0].id'],
    ['a module that nobody may assign', { modules: [{ id: 'MOD-8021' }] }, 'modules[0].id'],
    ['a module the account does not have', { modules: [{ id: 'MOD-0915' }] }, 'modules[0].id'],
    ['extensions that are no list', { extensions: 'all' }, 'extensions'],
    ['a list', [], '$'],
    ['null', null, '$'],
    ['a text', '"name"', '$'],
    ['nothing', undefined, '$'],
  ])(
    'refuses %s and changes nothing [update.delta] [update.account] [token.name] [bodies.missing]',
    async (_what, body, key) => {
      const sent = body === null ? 'null' : body;
      const answer = await server.call('PUT', path, { as: 'client', body: sent });
      expect(answer.status).toBe(400);
      expect(Object.keys(answer.body.errors)).toEqual([key]);
      const { body: kept } = await server.call('GET', path, { as: 'client' });
      expect(kept).toEqual({ ...token, audit: undefined, $meta: { omitted: ['audit'] } });
    },
  );

  it('tells all wrong references at once, and applies none of the rest [update.delta]', async () => {
    const body = { name: 'New', account: { id: ACCOUNTS.vendor }, modules: [{ id: 'MOD-0000' }] };
    const answer = await server.call('PUT', path, { as: 'client', body });
    expect(Object.keys(answer.body.errors).sort()).toEqual(['account.id', 'modules[0].id']);
    expect((await server.call('GET', path, { as: 'client' })).body.name).toBe('Connector');
  });

  it('needs a JSON body [update.delta]', async () => {
    const statusOf = async (headers: Record<string, string>, body?: string) =>
      (await server.call('PUT', path, { as: 'client', headers, body })).status;
    expect(await statusOf({ 'content-type': 'application/json' })).toBe(400);
    expect(await statusOf({ 'content-type': 'text/plain' }, '{}')).toBe(415);
    expect(await statusOf({ 'content-type': 'application/json' }, '{"name":')).toBe(400);
  });

  it('is 404 for an id of any form, and 403 comes before it [token.unknown-id] [policy.neither]', async () => {
    for (const id of ['TKN-0000-0001', 'nonsense', 'TKN-1-2', "'%20or%201=1", '%F0%9F%98%80']) {
      const call = { as: 'client', body: { name: 'X' } } as const;
      expect((await server.call('PUT', `${TOKENS}/${id}`, call)).status).toBe(404);
      expect((await server.call('PUT', `${TOKENS}/${id}`, { ...call, as: 'powerless' })).status).toBe(403);
    }
  });
});
