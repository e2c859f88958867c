import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateKey, Keyring } from '../../secrets/keyring.ts';
import { accountRow, moduleRow, tokenRow } from '../../testing/rows.ts';
import { STORES } from '../../testing/stores.ts';
import type { Store } from '../ports/store.ts';
import type { Principal } from '../principal.ts';
import { DAY_IN_MS } from './creation-key.ts';
import { TokenService } from './service.ts';

const [ACCOUNT, CALLER] = ['ACC-0000-0001', 'TKN-0000-0001'];
const START = Date.UTC(2026, 0, 1);
const HOUR = DAY_IN_MS / 24;

const principal: Principal = {
  token: { id: CALLER, name: 'Caller' },
  account: { id: ACCOUNT, name: 'One', type: 'Client' },
  modules: new Set(['access-management']),
};

describe.each(STORES)('creations with a key: %s', (_name, open) => {
  const keyring = new Keyring([generateKey()]);
  let store: Store;
  let now: number;
  let service: TokenService;
  beforeEach(async () => {
    store = await open();
    now = START;
    service = new TokenService({ store, vault: keyring, clock: () => now });
    await store.transaction(async ({ accounts, modules, tokens }) => {
      await modules.insert(moduleRow({ id: 'MOD-0001', code: 'access-management' }));
      await accounts.insert(accountRow({ id: ACCOUNT, name: 'One' }), ['MOD-0001']);
      await tokens.insert(tokenRow({ id: CALLER, accountId: ACCOUNT, moduleIds: ['MOD-0001'] }, keyring));
    });
  });
  afterEach(() => store.close());

  const create = (key?: string, name = 'New') => service.create(principal, { name }, key);
  const digestOf = async (key: string) => {
    const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key));
    return Buffer.from(bytes).toString('hex');
  };
  const kept = async (key: string) => store.keyedCreations.find(ACCOUNT, await digestOf(key));

  it('are kept for a day, and as if they had not been after it [idempotency.day]', async () => {
    const first = await create('key');
    now = START + DAY_IN_MS - 1;
    expect(await create('key')).toEqual({ token: first.token, isReplayed: true });
    now = START + DAY_IN_MS;
    const second = await create('key', 'Other');
    expect(second).toMatchObject({ isReplayed: false, token: { name: 'Other' } });
    expect(await create('key', 'Other')).toEqual({ token: second.token, isReplayed: true });
  });

  it('are removed some with each later creation, with a key or without [idempotency.day]', async () => {
    const keys = Array.from({ length: 40 }, (_, n) => `key ${n}`);
    for (const key of keys) await create(key);
    const left = async () => (await Promise.all(keys.map(kept))).filter((one) => one !== undefined).length;
    now = START + DAY_IN_MS - 1;
    await create();
    expect(await left()).toBe(40);
    now = START + DAY_IN_MS;
    await create();
    expect(await left()).toBe(24);
    await create('later');
    await create();
    expect(await left()).toBe(0);
    expect(await kept('later')).toBeDefined();
  });

  it('are kept where the clock is set back since, by another process too [idempotency.lasting]', async () => {
    const first = await create('key');
    now = START - 30 * DAY_IN_MS;
    const restarted = new TokenService({ store, vault: keyring, clock: () => now });
    for (const one of [service, restarted]) {
      expect(await one.create(principal, { name: 'New' }, 'key')).toEqual({ token: first.token, isReplayed: true });
    }
    now = START + HOUR;
    expect((await create('key')).isReplayed).toBe(true);
  });

  it('hold neither the credential nor the key [idempotency.sealed]', async () => {
    const { token } = await create('a key that nobody else reads');
    const record = JSON.stringify(await kept('a key that nobody else reads'));
    expect(record).toContain(token.id);
    expect(record).not.toContain(token.token.split(':')[2]?.slice(0, 20));
    expect(record).not.toContain('nobody else');
    const { token: secret, ...rest } = token;
    expect(JSON.parse(JSON.parse(record).answer)).toEqual({ ...rest, token: '' });
    expect(secret).toMatch(/^idt:/);
  });

  it('are opened from where the credential is sealed, under a new key too [idempotency.sealed]', async () => {
    const { token } = await create('key');
    const rotated = new Keyring([generateKey()]);
    const resealed = rotated.seal(token.id, token.token);
    await store.transaction(({ tokens }) => tokens.reseal(token.id, resealed));
    const later = new TokenService({ store, vault: rotated, clock: () => now });
    expect(await later.create(principal, { name: 'New' }, 'key')).toEqual({ token, isReplayed: true });
  });

  it('are written with their token, both or neither [idempotency.lasting]', async () => {
    const failing = (fails: 'put' | 'insert'): Store => ({
      ...store,
      transaction: (work) =>
        store.transaction(async (repositories) => {
          const { keyedCreations, tokens } = repositories;
          const broken = async () => {
            throw new Error('no room');
          };
          return work({
            ...repositories,
            keyedCreations: { ...keyedCreations, ...(fails === 'put' && { put: broken }) },
            tokens: { ...tokens, ...(fails === 'insert' && { insert: broken }) },
          });
        }),
    });
    for (const fails of ['put', 'insert'] as const) {
      const broken = new TokenService({ store: failing(fails), vault: keyring, clock: () => now });
      await expect(broken.create(principal, { name: 'New' }, 'key')).rejects.toThrow('no room');
      expect([await store.tokens.countOf(ACCOUNT), await kept('key')]).toEqual([1, undefined]);
      // Nothing is under way any more, either.
      await expect(broken.create(principal, { name: 'New' }, 'key')).rejects.toThrow('no room');
    }
    expect((await create('key')).isReplayed).toBe(false);
  });

  it('by services that share the store, at once, are one [idempotency.replay] [idempotency.lasting]', async () => {
    const services = Array.from({ length: 8 }, () => new TokenService({ store, vault: keyring, clock: () => now }));
    const answers = await Promise.all(services.map((one) => one.create(principal, { name: 'New' }, 'key')));
    expect(new Set(answers.map(({ token }) => token.token)).size).toBe(1);
    expect(answers.filter(({ isReplayed }) => !isReplayed)).toHaveLength(1);
    expect(await store.tokens.countOf(ACCOUNT)).toBe(2);
  });
});
