import { describe, expect, it } from 'vitest';
import { openStore } from '../../store/index.ts';
import { SAMPLE, startServer, temporaryFolder } from '../../testing/server.ts';
import { LastAccess, writeUses } from './last-access.ts';

const TOKEN = `/public/v1/accounts/api-tokens/${SAMPLE.client}`;
const START = Date.parse('2026-01-01T00:00:00.000Z');

/** The clock of a test, and a server with a store in which nobody has used a token. */
async function unused() {
  const { store } = await startServer();
  const clock = { now: START };
  const failures: unknown[] = [];
  const lastAccess = new LastAccess({
    write: (uses) => writeUses(store, uses),
    clock: () => clock.now,
    onFailure: (error) => failures.push(error),
  });
  const stored = async () => (await store.tokens.find(SAMPLE.client))?.lastAccessAt ?? null;
  const use = async () => {
    lastAccess.note({ id: SAMPLE.client, lastAccessAt: await stored() });
    await lastAccess.flush();
  };
  return { clock, failures, lastAccess, store, stored, use };
}

describe('lastAccessAt', () => {
  it('is absent before the first use and there soon after it', async () => {
    const server = await startServer();
    const before = Date.now();
    const first = await server.call('GET', TOKEN, { as: 'operations' });
    expect(first.body).not.toHaveProperty('lastAccessAt');
    await server.call('GET', TOKEN, { as: 'client' });
    const seen = async () => (await server.call('GET', TOKEN, { as: 'operations' })).body.lastAccessAt;
    await expect.poll(seen).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Date.parse(await seen())).toBeGreaterThanOrEqual(before);
  });

  it('moves neither the revision nor `audit.updated` [token.revision]', async () => {
    const server = await startServer();
    const read = () => server.call('GET', `${TOKEN}?select=audit`, { as: 'operations' });
    const { body: before } = await read();
    await server.call('GET', TOKEN, { as: 'client' });
    await expect.poll(async () => (await read()).body.lastAccessAt).toBeDefined();
    const { lastAccessAt, ...after } = (await read()).body;
    expect(after).toEqual(before);
  });

  it('is not moved by a request that was refused', async () => {
    const { store, call } = await startServer();
    await call('GET', TOKEN, { as: 'disabled' });
    await call('GET', TOKEN, { as: 'deleted' });
    await call('GET', TOKEN, { as: 'vendor' });
    await expect.poll(async () => (await store.tokens.find(SAMPLE.vendor))?.lastAccessAt).toBeTypeOf('number');
    expect((await store.tokens.find(SAMPLE.disabled))?.lastAccessAt).toBeNull();
    expect((await store.tokens.find(SAMPLE.deleted))?.lastAccessAt).toBeNull();
  });

  it('is written at most once a minute [token.last-access]', async () => {
    const { clock, stored, use } = await unused();
    await use();
    expect(await stored()).toBe(START);
    clock.now = START + 59_999;
    await use();
    expect(await stored()).toBe(START);
    clock.now = START + 60_000;
    await use();
    expect(await stored()).toBe(START + 60_000);
  });

  it('never moves back', async () => {
    const { clock, store, stored, use } = await unused();
    await use();
    await store.transaction(({ tokens }) => tokens.touch(SAMPLE.client, START - 1));
    expect(await stored()).toBe(START);
    clock.now = START - 3_600_000;
    await use();
    expect(await stored()).toBe(START);
  });

  it('gathers uses of one moment, of many tokens', async () => {
    const { lastAccess, store } = await unused();
    for (const id of [SAMPLE.client, SAMPLE.client, SAMPLE.vendor]) lastAccess.note({ id, lastAccessAt: null });
    await lastAccess.flush();
    for (const id of [SAMPLE.client, SAMPLE.vendor]) expect((await store.tokens.find(id))?.lastAccessAt).toBe(START);
  });

  it('is written when the server stops', async () => {
    const databaseUrl = `sqlite:${await temporaryFolder()}/tokens.db`;
    const server = await startServer({ databaseUrl });
    await server.call('GET', TOKEN, { as: 'client' });
    await server.close();
    const store = await openStore(databaseUrl);
    expect((await store.tokens.find(SAMPLE.client))?.lastAccessAt).toBeTypeOf('number');
    await store.close();
  });

  it('reports a database that fails, and does not fail the request', async () => {
    const { failures, store, use, lastAccess } = await unused();
    await use();
    await store.close();
    lastAccess.note({ id: SAMPLE.client, lastAccessAt: null });
    await lastAccess.flush();
    expect(failures).toHaveLength(1);
  });
});
