import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { describe, expect, it } from 'vitest';
import { bareDatabase, query } from '../../testing/postgres/databases.ts';
import { accountRow } from '../../testing/rows.ts';
import { openStore } from '../index.ts';
import { openPostgres } from './index.ts';
import { migratePostgres } from './migrate.ts';
import { migrations } from './migrations/index.ts';

const EXPANSION: Migration = {
  async up(db: Kysely<unknown>) {
    for (const table of ['tokens', 'accounts', 'modules']) {
      await sql`alter table ${sql.table(table)} add column later text`.execute(db);
    }
  },
};
const NEWER = { ...migrations, '9998-expand-later': EXPANSION };
const CONTRACTED = { ...migrations, '9999-contract-later': EXPANSION };

async function migrateTo(url: string, to: Readonly<Record<string, Migration>>): Promise<void> {
  const connections = openPostgres(url, { statementTimeout: 0, tell: () => {} });
  try {
    await migratePostgres(connections.writer, 'here', to);
  } finally {
    await connections.close();
  }
}

describe('a database of PostgreSQL', () => {
  it('is made once, by whichever of the servers that start at once', async () => {
    const url = await bareDatabase();
    const stores = await Promise.all(Array.from({ length: 6 }, () => openStore(url)));
    await stores[0]?.transaction(({ accounts }) => accounts.insert(accountRow({ id: 'ACC-0000-0001' }), []));
    for (const store of stores) {
      expect((await store.accounts.find('ACC-0000-0001'))?.name).toBe('ACC-0000-0001');
      await store.close();
    }
    expect(await query(url, 'select name from migrations order by name')).toEqual(
      Object.keys(migrations).map((name) => ({ name })),
    );
  });

  it('serves the version before and the next one, whichever comes first, while tables expand', async () => {
    const url = await bareDatabase();
    const old = await openStore(url);
    await old.transaction(({ accounts }) => accounts.insert(accountRow({ id: 'ACC-0000-0001' }), []));
    expect(await old.accounts.find('ACC-0000-0001')).toBeDefined();
    await Promise.all([migrateTo(url, NEWER), migrateTo(url, migrations), migrateTo(url, NEWER)]);
    // What was prepared before the table had another column is of no use; and a restart finds a newer table.
    for (const store of [old, await openStore(url)]) {
      expect((await store.accounts.find('ACC-0000-0001'))?.name).toBe('ACC-0000-0001');
      await store.transaction(({ accounts }) => accounts.setModules('ACC-0000-0001', [], 1));
      await store.close();
    }
  });

  it('is not opened by a version that needs what a newer one took away', async () => {
    const url = await bareDatabase();
    await migrateTo(url, CONTRACTED);
    await expect(openStore(url)).rejects.toThrow(
      /a newer version made it, which has the migration 9999-contract-later/,
    );
  });

  it('is not opened where it does not hold all texts', async () => {
    const url = await bareDatabase();
    const name = `latin_${new URL(url).pathname.slice(1)}`;
    await query(url, `create database ${name} template template0 encoding 'LATIN1' locale 'C' locale_provider libc`);
    const latin = new URL(url);
    latin.pathname = `/${name}`;
    await expect(openStore(latin.href)).rejects.toThrow('its encoding is LATIN1, and has to be UTF8');
    await query(url, `drop database ${name}`);
  });

  it('is searched without an index where the extension for it is not allowed, and says so', async () => {
    const url = await bareDatabase();
    await query(url, 'create role plain login password $$plain$$').catch(() => {});
    await query(url, 'grant create, usage on schema public to plain');
    await query(url, `revoke create on database ${new URL(url).pathname.slice(1)} from public`);
    const plain = new URL(url);
    [plain.username, plain.password] = ['plain', 'plain'];
    const warnings: string[] = [];
    const store = await openStore(plain.href, { warn: (message) => warnings.push(message) });
    expect(await store.tokens.latestCreation()).toBeUndefined();
    await store.close();
    expect(warnings.join()).toMatch(/no index.*permission denied to create extension "pg_trgm"/);
    await query(url, 'drop owned by plain');
  });
});
