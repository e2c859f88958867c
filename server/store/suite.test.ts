import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fields } from '../../generated/fields.ts';
import type { Repositories, Store, TokenRecord } from '../core/ports/store.ts';
import type { TrailEntry, TrailQuery } from '../core/ports/trail.ts';
import { parseListQuery } from '../core/query/list-query.ts';
import { generateKey, Keyring } from '../secrets/keyring.ts';
import { accountRow, moduleRow, tokenRow } from '../testing/rows.ts';
import { STORES } from '../testing/stores.ts';

const [ACCOUNT, OTHER] = ['ACC-0000-0001', 'ACC-0000-0002'];
const [FIRST, SECOND, THIRD] = ['TKN-0000-0001', 'TKN-0000-0002', 'TKN-0000-0003'];
const CREATED = Date.UTC(2026, 0, 1);

/** What every store promises to the core. */
describe.each(STORES)('the store: %s', (_name, open) => {
  const keyring = new Keyring([generateKey()]);
  let store: Store;
  beforeEach(async () => {
    store = await open();
    await store.transaction(async ({ accounts, modules }) => {
      for (const id of ['MOD-0001', 'MOD-0002', 'MOD-0003']) await modules.insert(moduleRow({ id }));
      await accounts.insert(accountRow({ id: ACCOUNT, name: 'One' }), ['MOD-0001', 'MOD-0002']);
      await accounts.insert(accountRow({ id: OTHER, name: 'Two', address: { city: 'Essen' } }), []);
    });
  });
  afterEach(() => store.close());

  const row = (id: string, rest: Partial<TokenRecord> = {}) => tokenRow({ id, accountId: ACCOUNT, ...rest }, keyring);
  const write = (work: (repositories: Repositories) => Promise<unknown>) => store.transaction(work);
  const insert = (...rows: TokenRecord[]) =>
    write(async ({ tokens }) => {
      for (const one of rows) expect(await tokens.insert(one)).toBe(true);
    });
  const list = async (query = '') => {
    const { paging, ...request } = parseListQuery(query, fields.apiTokens);
    const { items, total } = await store.tokens.list({ ...request, ...paging }, (text) => keyring.digests(text));
    return [items.map(({ id }) => id), total];
  };

  it('is empty until something is in it', async () => {
    const empty = await open();
    expect([await empty.accounts.isEmpty(), await empty.modules.isEmpty()]).toEqual([true, true]);
    expect([await store.accounts.isEmpty(), await store.modules.isEmpty()]).toEqual([false, false]);
    expect(await empty.tokens.latestCreation()).toBeUndefined();
    await empty.close();
  });

  it('reads a token as it was written, beside its account and its modules in their order', async () => {
    const at = CREATED;
    const by = { id: FIRST, name: 'By', icon: '/by.png' };
    const written = row(FIRST, {
      moduleIds: ['MOD-0003', 'MOD-0001'],
      description: 'ß😀',
      icon: '',
      extensions: [{ id: 'EXT-1' }],
      lastAccessAt: at + 5,
      audit: { created: { at, by, of: { id: ACCOUNT, name: 'One' } }, updated: { at: at + 1 }, disabled: { at } },
    });
    await insert(written);
    const { moduleIds, accountId, ...rest } = written;
    const found = await store.tokens.find(FIRST);
    expect(found).toMatchObject({
      ...rest,
      credential: { keyId: rest.credential.keyId },
      account: {
        id: accountId,
        type: 'Client',
        status: 'Active',
        name: 'One',
        icon: `/v1/accounts/accounts/${accountId}/icon`,
      },
    });
    expect(found?.modules.map(({ id }) => id)).toEqual(moduleIds);
    expect(keyring.open(FIRST, found?.credential ?? rest.credential)).toMatch(/^idt:/);
  });

  it('keeps an id for the first who takes it, and no token without its account', async () => {
    await insert(row(FIRST, { name: 'First' }));
    await write(async ({ tokens }) => expect(await tokens.insert(row(FIRST, { name: 'Second' }))).toBe(false));
    expect((await store.tokens.find(FIRST))?.name).toBe('First');
    await expect(write(({ tokens }) => tokens.insert(row(SECOND, { accountId: 'ACC-9' })))).rejects.toThrow();
    expect(await store.tokens.find(SECOND)).toBeUndefined();
  });

  it('changes what a change says, and nothing else', async () => {
    await insert(row(FIRST, { moduleIds: ['MOD-0001'] }), row(SECOND));
    const before = await store.tokens.find(FIRST);
    const change = {
      name: 'New',
      description: null,
      icon: '/x',
      status: 'Disabled',
      extensions: [],
      revision: 2,
      moduleIds: ['MOD-0002'],
      audit: { created: { at: CREATED }, updated: { at: CREATED + 9 }, disabled: { at: CREATED + 9 } },
    } as const;
    await write(({ tokens }) => tokens.update(FIRST, { ...change, extensions: [], moduleIds: ['MOD-0002'] }));
    const { moduleIds, ...fieldsOf } = change;
    const after = await store.tokens.find(FIRST);
    expect(after).toMatchObject({ ...fieldsOf, credential: before?.credential, lastAccessAt: null });
    expect(after?.modules.map(({ id }) => id)).toEqual(moduleIds);
    expect((await store.tokens.find(SECOND))?.revision).toBe(1);
  });

  it('finds who a credential is of by its digest or its id, with the codes of its modules, while it is active', async () => {
    const [written, revoked] = [row(FIRST, { moduleIds: ['MOD-0002'] }), row(SECOND, { status: 'Disabled' })];
    await insert(written, revoked);
    const identity = {
      id: FIRST,
      account: { id: ACCOUNT, type: 'Client', name: 'One', icon: `/v1/accounts/accounts/${ACCOUNT}/icon` },
      moduleCodes: ['mod-0002'],
    };
    expect(await store.tokens.identify([new Uint8Array(32), written.credential.digest])).toMatchObject(identity);
    expect(await store.tokens.identity(FIRST)).toMatchObject(identity);
    expect(await store.tokens.identify([revoked.credential.digest])).toBeUndefined();
    expect(await store.tokens.identify([new Uint8Array(32)])).toBeUndefined();
    expect([await store.tokens.identity(SECOND), await store.tokens.identity(THIRD)]).toEqual([undefined, undefined]);
  });

  it('counts the tokens of an account that are not deleted', async () => {
    await insert(row(FIRST), row(SECOND, { status: 'Disabled' }), row(THIRD, { status: 'Deleted' }));
    expect([await store.tokens.countOf(ACCOUNT), await store.tokens.countOf(OTHER)]).toEqual([2, 0]);
  });

  it('lists by credential, without ever comparing its text [rql.token]', async () => {
    const written = row(FIRST);
    await insert(written, row(SECOND));
    const credential = keyring.open(FIRST, written.credential);
    expect(await list(`eq(token,${credential})`)).toEqual([[FIRST], 1]);
    expect(await list(`in(token,(x,${credential}))`)).toEqual([[FIRST], 1]);
    expect(await list(`not(eq(token,${credential}))`)).toEqual([[SECOND], 1]);
  });

  it('lists pages in their order, counts all, and knows no page beyond the end', async () => {
    const audit = (at: number) => ({ created: { at }, updated: { at } });
    await insert(row(SECOND, { audit: audit(3) }), row(FIRST, { audit: audit(3) }), row(THIRD, { audit: audit(1) }));
    expect(await list()).toEqual([[THIRD, FIRST, SECOND], 3]);
    expect(await list('order=-id&limit=2&offset=1')).toEqual([[SECOND, FIRST], 3]);
    expect(await list('limit=0')).toEqual([[], 3]);
    expect(await list('offset=7')).toEqual([[], 3]);
    expect(await store.tokens.latestCreation()).toBe(3);
  });

  it('lists accounts and modules', async () => {
    const { paging, ...asked } = parseListQuery('eq(address.city,Essen)', fields.accounts);
    const found = await store.accounts.list({ ...asked, ...paging });
    expect(found).toMatchObject({ total: 1, items: [{ id: OTHER, address: { city: 'Essen' } }] });
    const { paging: page, ...request } = parseListQuery('order=-id&limit=1', fields.modules);
    expect(await store.modules.list({ ...request, ...page })).toMatchObject({ total: 3, items: [{ id: 'MOD-0003' }] });
    expect((await store.modules.findAll(['MOD-0002', 'MOD-9999'])).map(({ id }) => id)).toEqual(['MOD-0002']);
  });

  it('sets the modules of an account as a whole', async () => {
    await write(({ accounts }) => accounts.setModules(ACCOUNT, ['MOD-0003'], CREATED));
    expect(await store.accounts.moduleIds(ACCOUNT)).toEqual(new Set(['MOD-0003']));
    expect(await store.accounts.find(ACCOUNT)).toMatchObject({ revision: 2, updatedAt: CREATED });
    expect(await store.accounts.find('ACC-9')).toBeUndefined();
  });

  it('finds the tokens of an account that may use a module', async () => {
    await insert(
      row(FIRST, { moduleIds: ['MOD-0001', 'MOD-0002'] }),
      row(SECOND, { moduleIds: ['MOD-0001'], accountId: OTHER }),
      row(THIRD),
    );
    expect(await store.tokens.idsWithModules(ACCOUNT, ['MOD-0001', 'MOD-0002'])).toEqual([FIRST]);
    expect(await store.tokens.idsWithModules(ACCOUNT, [])).toEqual([]);
  });

  it('moves the last use forward, never back [token.last-access]', async () => {
    await insert(row(FIRST));
    for (const at of [5, 3, 7, 7]) await write(({ tokens }) => tokens.touch(FIRST, at));
    await write(({ tokens }) => tokens.touch(SECOND, 1));
    expect((await store.tokens.find(FIRST))?.lastAccessAt).toBe(7);
  });

  it('puts credentials under another key, and finds them by both in their time [secrets.sealed]', async () => {
    const written = row(FIRST);
    await insert(written);
    const { keyId } = written.credential;
    const other = new Keyring([generateKey()]);
    expect(await store.tokens.sealedUnderOtherKeys(keyId, 10)).toEqual([]);
    const [found] = await store.tokens.sealedUnderOtherKeys(other.currentKeyId, 10);
    expect(found?.id).toBe(FIRST);
    const moved = other.seal(FIRST, keyring.open(FIRST, written.credential));
    await write(({ tokens }) => tokens.reseal(FIRST, moved));
    expect(await store.tokens.keyIds()).toEqual([other.currentKeyId]);
    expect(await store.tokens.identify([written.credential.digest])).toBeUndefined();
    expect((await store.tokens.identify([moved.digest]))?.id).toBe(FIRST);
  });

  it('shows credentials by the key that they are under, in parts', async () => {
    const other = new Keyring([generateKey()]);
    await insert(row(SECOND), tokenRow({ id: THIRD, accountId: ACCOUNT }, other), row(FIRST));
    const ids = (sealed: { id: string }[]) => sealed.map(({ id }) => id);
    const [mine, others] = [keyring.currentKeyId, other.currentKeyId];
    expect(ids(await store.tokens.sealedUnder(mine, 10)).sort()).toEqual([FIRST, SECOND]);
    expect(await store.tokens.sealedUnder(mine, 1)).toHaveLength(1);
    expect(await store.tokens.sealedUnder('none', 10)).toEqual([]);
    expect(ids(await store.tokens.sealedUnderOtherKeys(others, 10))).toEqual([FIRST, SECOND]);
    expect(ids(await store.tokens.sealedUnderOtherKeys(others, 1))).toEqual([FIRST]);
    const [found] = await store.tokens.sealedUnderOtherKeys(others, 10, FIRST);
    expect(found?.id).toBe(SECOND);
    expect(keyring.canOpen(SECOND, found?.credential ?? expect.fail())).toBe(true);
  });

  it('remembers the fingerprints of keys', async () => {
    expect(await store.keys.fingerprints()).toEqual(new Map());
    await write(async ({ keys }) => {
      await keys.remember('one', Uint8Array.of(1));
      await keys.remember('two', Uint8Array.of(2));
      await keys.remember('one', Uint8Array.of(3));
    });
    const found = [...(await store.keys.fingerprints())].map(([id, bytes]) => [id, [...bytes]]);
    expect(found.sort()).toEqual([
      ['one', [3]],
      ['two', [2]],
    ]);
  });

  it('keeps the audit trail in the order of time, and finds in it what is asked for', async () => {
    const entry = (id: string, at: number, rest: Partial<TrailEntry> = {}): TrailEntry => ({
      id,
      at,
      action: 'created',
      tokenId: FIRST,
      accountId: ACCOUNT,
      by: { tokenId: SECOND, accountId: OTHER },
      traceId: 'trace',
      changes: { fields: ['name'], modulesAdded: ['MOD-0001'] },
      ...rest,
    });
    const all = [
      entry('a', 1),
      entry('b', 1, { by: null, traceId: null, changes: {} }),
      entry('a2', 2, { tokenId: THIRD }),
      entry('c', 3, { accountId: OTHER, by: { tokenId: THIRD, accountId: ACCOUNT } }),
    ];
    await write(async ({ trail }) => {
      for (const one of all.toReversed()) await trail.append(one);
    });
    const read = async (query: Partial<TrailQuery>) =>
      (await store.trail.read({ limit: 10, ...query })).map(({ id }) => id);
    expect(await store.trail.read({ limit: 10 })).toEqual(all);
    expect(await read({ since: 1, until: 3, limit: 2 })).toEqual(['a', 'b']);
    expect(await read({ since: 2 })).toEqual(['a2', 'c']);
    expect(await read({ tokenId: THIRD })).toEqual(['a2']);
    expect(await read({ accountId: OTHER })).toEqual(['c']);
    expect([await read({ by: SECOND }), await read({ by: ACCOUNT })]).toEqual([['a', 'a2'], ['c']]);
    expect(await read({ after: { at: 1, id: 'a' } })).toEqual(['b', 'a2', 'c']);
    const failing = write(async ({ trail }) => {
      await trail.append(entry('d', 4));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await read({})).toHaveLength(4);
  });

  it('undoes a transaction as a whole where it fails, and the next one works', async () => {
    const failing = write(async ({ tokens, accounts }) => {
      await tokens.insert(row(FIRST));
      await accounts.setModules(ACCOUNT, [], 1);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await store.tokens.find(FIRST)).toBeUndefined();
    expect((await store.accounts.moduleIds(ACCOUNT)).size).toBe(2);
    await insert(row(FIRST));
    expect((await store.tokens.find(FIRST))?.id).toBe(FIRST);
  });

  it('runs transactions one after the other, each on what the one before left', async () => {
    await insert(row(FIRST));
    const next = async ({ tokens }: Repositories) => {
      const at = (await tokens.find(FIRST))?.lastAccessAt ?? 0;
      await tokens.touch(FIRST, at + 1);
      return at;
    };
    const seen = await Promise.all(Array.from({ length: 20 }, () => store.transaction(next)));
    expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  it('is not there any more once it is closed', async () => {
    await store.ping();
    await store.close();
    await expect((async () => store.ping())()).rejects.toThrow();
    await expect((async () => store.tokens.find(FIRST))()).rejects.toThrow();
    await expect((async () => store.transaction(async () => {}))()).rejects.toThrow();
    store = await open();
  });
});
