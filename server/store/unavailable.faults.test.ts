import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreUnavailable } from '../core/ports/store-unavailable.ts';
import { accountRow } from '../testing/rows.ts';
import { temporaryFolder } from '../testing/server.ts';
import { openStore, storeOn } from './index.ts';
import { openSqlite } from './sqlite/index.ts';

/** A store on a file that may grow by some pages only: for SQLite a full disk, on every machine. */
async function storeWithRoomFor(pages: number) {
  const file = join(await temporaryFolder(), 'tokens.db');
  await (await openStore(`sqlite:${file}`)).close();
  const told: (string | undefined)[] = [];
  const connections = openSqlite(`sqlite:${file}`, (failure) => told.push(failure?.reason));
  const store = storeOn(connections);
  onTestFinished(() => store.close());
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(connections.writer);
  const limit = async (count: number) => {
    await sql`pragma max_page_count = ${sql.lit(Number(rows[0]?.page_count) + count)}`.execute(connections.writer);
  };
  await limit(pages);
  const insert = (id: string) =>
    store.transaction(({ accounts }) => accounts.insert(accountRow({ id, description: 'x'.repeat(2000) }), []));
  return { file, store, told, limit, insert };
}

describe('a full disk', () => {
  it('is what is told, not that there was nothing left to undo; and it recovers by itself', async () => {
    const { file, store, told, limit, insert } = await storeWithRoomFor(20);
    const inserted: string[] = [];
    const failure = await (async () => {
      for (let n = 0; n < 100; n++) {
        const id = `ACC-0000-${n}`;
        await insert(id);
        inserted.push(id);
      }
      return undefined;
    })().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StoreUnavailable);
    expect(failure).toMatchObject({ reason: 'full' });
    expect(String(failure)).toContain(`The database ${file} cannot be used: its disk is full (SQLITE_FULL 13`);
    await expect(insert('ACC-0001-0000')).rejects.toMatchObject({ reason: 'full' });
    expect(told).toEqual(['full']);

    expect(inserted.length).toBeGreaterThan(5);
    for (const id of inserted) expect((await store.accounts.find(id))?.id).toBe(id);
    expect(await store.accounts.find('ACC-0001-0000')).toBeUndefined();

    await limit(1000);
    await insert('ACC-0001-0000');
    expect(await store.accounts.find('ACC-0001-0000')).toBeDefined();
    expect(told).toEqual(['full', undefined]);
  });
});

describe('a lock that another process keeps', () => {
  it('is told as such by what waited for it in vain, and readiness does not wait', async () => {
    const file = join(await temporaryFolder(), 'tokens.db');
    const told: (string | undefined)[] = [];
    const store = await openStore(`sqlite:${file}`, { tell: (failure) => told.push(failure?.reason) });
    onTestFinished(() => store.close());
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    await store.ping();
    expect(told).toEqual([]);
    const change = store.transaction(({ accounts }) => accounts.insert(accountRow({ id: 'ACC-0000-0001' }), []));
    await expect(change).rejects.toMatchObject({ reason: 'locked' });
    await expect(store.ping()).rejects.toMatchObject({ reason: 'locked' });
    other.exec('COMMIT');
    other.close();
    await expect.poll(() => store.ping().then(() => 'ready', String), { timeout: 60_000 }).toBe('ready');
    expect(told).toEqual(['locked', undefined]);
  });
});
