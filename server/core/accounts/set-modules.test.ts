import { describe, expect, it } from 'vitest';
import { ACCOUNTS, SAMPLE, startServer } from '../../testing/server.ts';
import { setAccountModules } from './set-modules.ts';

const PATH = '/public/v1/accounts/api-tokens';

describe('taking modules from an account', () => {
  it('takes them from its tokens at once, with a revision and without an actor [life.module-taken]', async () => {
    const server = await startServer();
    const body = { name: 'Two', modules: [{ id: 'MOD-1756' }, { id: 'MOD-4411' }] };
    const { body: created } = await server.call('POST', PATH, { as: 'client', body });
    const change = await setAccountModules(server.store, ACCOUNTS.client, ['MOD-1756', 'MOD-7390']);
    expect(change.removed.sort()).toEqual(['MOD-2230', 'MOD-4411', 'MOD-5128']);
    expect(change.tokens.sort()).toEqual([SAMPLE.disabled, created.id].sort());

    const { body: token } = await server.call('GET', `${PATH}/${created.id}?select=audit`, { as: 'client' });
    expect(token.modules.map(({ id }: { id: string }) => id)).toEqual(['MOD-1756']);
    expect(token.revision).toBe(2);
    expect(token.audit.updated).toEqual({ at: expect.any(String) });
    expect(token.audit.created).toEqual(created.audit.created);
    const untouched = await server.call('GET', `${PATH}/${SAMPLE.client}`, { as: 'client' });
    expect(untouched.body.revision).toBe(1);
    const again = await server.call('POST', PATH, { as: 'client', body });
    expect(again.body.errors).toEqual({
      'modules[1].id': ['must be the id of a module that is available to the account'],
    });
  });

  it('takes the right to manage tokens from a token that loses that module', async () => {
    const server = await startServer();
    await setAccountModules(server.store, ACCOUNTS.client, []);
    expect((await server.call('GET', PATH, { as: 'client' })).status).toBe(403);
  });

  it('changes nothing where it changes nothing, and where a module cannot be had', async () => {
    const server = await startServer();
    const modules = [...(await server.store.accounts.moduleIds(ACCOUNTS.client))];
    const nothing = { added: [], removed: [], tokens: [] };
    expect(await setAccountModules(server.store, ACCOUNTS.client, modules)).toEqual(nothing);
    await expect(setAccountModules(server.store, ACCOUNTS.client, ['MOD-9042', 'MOD-1'])).rejects.toThrow(
      /MOD-9042 is not for accounts of type Client; there is no module MOD-1/,
    );
    await expect(setAccountModules(server.store, 'ACC-0', [])).rejects.toThrow(/no account ACC-0/);
    expect([...(await server.store.accounts.moduleIds(ACCOUNTS.client))].sort()).toEqual(modules.sort());
  });
});
