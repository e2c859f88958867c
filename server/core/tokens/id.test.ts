import { describe, expect, it } from 'vitest';
import { SAMPLE, startServer } from '../../testing/server.ts';
import { generateCredential } from '../credential.ts';
import { randomIds } from './id.ts';
import { insertToken } from './insert.ts';

describe('the id of a new token', () => {
  it('has two groups of four digits, at random', () => {
    const ids = Array.from({ length: 500 }, () => randomIds.tokenId(0));
    for (const id of ids) expect(id).toMatch(/^TKN-\d{4}-\d{4}$/);
    expect(new Set(ids).size).toBeGreaterThan(490);
  });

  it('has three once many were taken: the space is filling up [token.id]', () => {
    expect(randomIds.tokenId(1)).toMatch(/^TKN-\d{4}-\d{4}$/);
    expect(randomIds.tokenId(100)).toMatch(/^TKN-\d{4}-\d{4}-\d{4}$/);
  });

  it('is never one that is taken', async () => {
    const { store, keyring } = await startServer();
    const before = await store.tokens.find(SAMPLE.client);
    const taken = {
      draft: { name: 'Usurper' },
      accountId: 'ACC-3803-7263',
      moduleIds: [],
      event: { at: 0 },
      id: SAMPLE.client,
    };
    await expect(store.transaction((inside) => insertToken(inside, keyring, taken))).rejects.toThrow(/is taken/);
    expect(await store.tokens.find(SAMPLE.client)).toEqual(before);
  });

  it('may have three groups: such a token authenticates and is found', async () => {
    const { store, keyring, call } = await startServer();
    const id = 'TKN-1111-2222-3333';
    const token = {
      draft: { name: 'Long' },
      accountId: 'ACC-3803-7263',
      moduleIds: ['MOD-1756'],
      event: { at: 0 },
      id,
    };
    const { credential } = await store.transaction((inside) => insertToken(inside, keyring, token));
    const as = { credential };
    expect(as.credential).toHaveLength(generateCredential(id).length);
    expect((await call('GET', `/public/v1/accounts/api-tokens/${id}`, { as })).body.id).toBe(id);
  });
});
