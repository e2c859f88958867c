import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../core/ports/store.ts';
import { generateKey, Keyring } from '../../secrets/keyring.ts';
import { accountRow, moduleRow, tokenRow } from '../../testing/rows.ts';
import { STORES } from '../../testing/stores.ts';
import type { Principal } from '../principal.ts';
import { asChange } from './change.ts';
import { TokenService } from './service.ts';

const [ACCOUNT, CALLER, OTHER] = ['ACC-0000-0001', 'TKN-0000-0001', 'TKN-0000-0002'];

/** Who called, as it was when the request came. */
const principal: Principal = {
  token: { id: CALLER, name: 'Caller' },
  account: { id: ACCOUNT, name: 'One', type: 'Client' },
  modules: new Set(['access-management']),
};

describe.each(STORES)('what is asked again before anything changes [auth.revoked-at-once]: %s', (_name, open) => {
  const keyring = new Keyring([generateKey()]);
  let store: Store;
  let service: TokenService;
  beforeEach(async () => {
    store = await open();
    service = new TokenService({ store, vault: keyring });
    await store.transaction(async ({ accounts, modules, tokens }) => {
      await modules.insert(moduleRow({ id: 'MOD-0001', code: 'access-management' }));
      await accounts.insert(accountRow({ id: ACCOUNT, name: 'One' }), ['MOD-0001']);
      for (const id of [CALLER, OTHER]) {
        await tokens.insert(tokenRow({ id, accountId: ACCOUNT, moduleIds: ['MOD-0001'], status: 'Active' }, keyring));
      }
    });
  });
  afterEach(() => store.close());

  const changes: Record<string, () => Promise<unknown>> = {
    create: () => service.create(principal, { name: 'New' }),
    update: () => service.update(principal, OTHER, { name: 'New' }),
    disable: () => service.transition(principal, OTHER, 'disable'),
    enable: () => service.transition(principal, OTHER, 'enable'),
    delete: () => service.delete(principal, OTHER),
  };

  async function changeCaller(change: { status: 'Disabled' | 'Deleted' } | { moduleIds: string[] }): Promise<void> {
    await store.transaction(async ({ tokens }) => {
      const token = await tokens.find(CALLER);
      if (token) await tokens.update(CALLER, { ...asChange(token), ...change });
    });
  }

  const tokens = async () => [await store.tokens.find(OTHER), await store.tokens.countOf(ACCOUNT)];

  it.each(Object.entries(changes))('%s is 401 for a credential that was revoked meanwhile', async (_change, change) => {
    for (const status of ['Disabled', 'Deleted'] as const) {
      await changeCaller({ status });
      const before = await tokens();
      await expect(change()).rejects.toMatchObject({ status: 401 });
      expect(await tokens()).toEqual(before);
    }
  });

  it.each(Object.entries(changes))(
    '%s is 403 for a token whose module was taken meanwhile',
    async (_change, change) => {
      await changeCaller({ moduleIds: [] });
      const before = await tokens();
      await expect(change()).rejects.toMatchObject({ status: 403 });
      expect(await tokens()).toEqual(before);
    },
  );

  it('is told with the names that the caller has now [token.audit-actor]', async () => {
    await store.transaction(async ({ tokens: inside }) => {
      const token = await inside.find(CALLER);
      if (token) await inside.update(CALLER, { ...asChange(token), name: 'Renamed' });
    });
    const { audit } = (await service.create(principal, { name: 'New' })).token;
    expect(audit.created.by).toEqual({ id: CALLER, name: 'Renamed' });
  });

  it('comes after every earlier change of the same token, whatever the clock says', async () => {
    let now = Date.UTC(2026, 5, 1);
    const timed = new TokenService({ store, vault: keyring, clock: () => now });
    const { id } = (await timed.create(principal, { name: 'New' })).token;
    const created = now;
    now -= 3_600_000;
    await timed.update(principal, id, { name: 'Newer' });
    expect((await store.tokens.find(id))?.audit).toMatchObject({ created: { at: created }, updated: { at: created } });
    await timed.transition(principal, id, 'disable');
    expect((await store.tokens.find(id))?.audit).toMatchObject({ disabled: { at: created }, updated: { at: created } });
  });

  it('an account has as many tokens as it may, and a deleted one makes room', async () => {
    const limited = new TokenService({ store, vault: keyring, tokensPerAccount: 3 });
    const { id } = (await limited.create(principal, { name: 'Third' })).token;
    await expect(limited.create(principal, { name: 'Fourth' })).rejects.toMatchObject({
      status: 400,
      errors: { account: ['must have fewer than 3 tokens that are not deleted'] },
    });
    await limited.delete(principal, id);
    await limited.create(principal, { name: 'Fourth' });
    expect(await store.tokens.countOf(ACCOUNT)).toBe(3);
  });
});
