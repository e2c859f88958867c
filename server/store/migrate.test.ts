import { chmod, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Migrator } from 'kysely/migration';
import { describe, expect, it } from 'vitest';
import { fields } from '../../generated/fields.ts';
import { StoreUnavailable } from '../core/ports/store-unavailable.ts';
import { parseListQuery } from '../core/query/list-query.ts';
import { accountRow, tokenRow } from '../testing/rows.ts';
import { temporaryFolder } from '../testing/server.ts';
import { openStore } from './index.ts';
import { migrations } from './migrations/index.ts';
import { openSqlite } from './sqlite/index.ts';

async function newFile(): Promise<string> {
  return join(await temporaryFolder(), 'tokens.db');
}

/** What a finished start leaves, as version 1.0.0 wrote it: one statement after the other, each committed by itself. */
async function statements(): Promise<string[]> {
  const file = await newFile();
  await migrateTo('0002-indexes', file);
  const database = new DatabaseSync(file);
  const rows = database.prepare('SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid').all();
  database.close();
  const applied = (name: string) => `INSERT INTO kysely_migration VALUES ('${name}', '2026-01-01T00:00:00.000Z')`;
  const initial = rows.flatMap(({ name, sql }) =>
    name === 'tokens_key' ? [String(sql), applied('0001-initial')] : [String(sql)],
  );
  return [...initial, applied('0002-indexes')];
}

/** Makes a database as the version left it that had no later migration. */
async function migrateTo(last: string, file: string): Promise<void> {
  const { writer, close } = openSqlite(`sqlite:${file}`);
  const { error } = await new Migrator({
    db: writer,
    provider: { getMigrations: async () => migrations },
  }).migrateTo(last);
  await close();
  if (error) throw error;
}

function run(file: string, commands: readonly string[]): void {
  const database = new DatabaseSync(file);
  for (const command of commands) database.exec(command);
  database.close();
}

async function expectToWork(file: string): Promise<void> {
  const store = await openStore(`sqlite:${file}`);
  await store.ping();
  await store.transaction(({ accounts }) => accounts.insert(accountRow({ id: 'ACC-0000-0001' }), []));
  await store.close();
}

describe('a database whose first start version 1.0.0 did not finish', () => {
  it('is finished, whatever was there', async () => {
    const all = await statements();
    expect(all.length).toBeGreaterThan(14);
    for (let count = 0; count <= all.length; count++) {
      const file = await newFile();
      run(file, all.slice(0, count));
      await expectToWork(file);
    }
  });

  it('keeps what it holds where only indexes were missing', async () => {
    const all = await statements();
    const file = await newFile();
    const account =
      "INSERT INTO accounts (id, type, status, name, revision, created_at, updated_at) VALUES ('ACC-1', 'Client', 'Active', 'Kept', 1, 0, 0)";
    run(file, [...all.slice(0, -3), account]);
    const store = await openStore(`sqlite:${file}`);
    expect(await store.accounts.find('ACC-1')).toMatchObject({
      name: 'Kept',
      icon: '/v1/accounts/accounts/ACC-1/icon',
    });
    await store.close();
  });
});

describe('a database of the version before', () => {
  it('keeps what it holds, and finds and counts it [rql.ilike] [list.total]', async () => {
    const file = await newFile();
    await migrateTo('0004-account-fields', file);
    run(file, [
      `INSERT INTO modules (id, code, name, account_types, settings, revision, created_at, updated_at)
        VALUES ('MOD-0001', 'a', 'Größe', '[]', '{"type":["ÄLT"]}', 1, 0, 0), ('MOD-0002', 'b', 'B', '[]', '{}', 1, 0, 0)`,
      `INSERT INTO accounts (id, type, status, name, icon, address, user_groups, revision, created_at, updated_at)
        VALUES ('ACC-1', 'Client', 'Active', 'ÉCOLE', '/', '{"city":"KÖLN"}', '[{"id":"a"},{"id":"ÜBER"}]', 1, 0, 0),
          ('ACC-2', 'Vendor', 'Active', 'B', '/', NULL, NULL, 1, 0, 0)`,
      ...Array.from({ length: 2500 }, (_, n) => insertToken(n)),
      "INSERT INTO token_modules VALUES ('TKN-0', 'MOD-0002', 0), ('TKN-0', 'MOD-0001', 1), ('TKN-9', 'MOD-0001', 0)",
    ]);
    const before = all(file);
    const store = await openStore(`sqlite:${file}`);
    const after = all(file);
    expect(after).toEqual(before);
    const count = async (query: string) => {
      const { filter, order } = parseListQuery(encodeURI(query), fields.apiTokens);
      return (await store.tokens.list({ filter, order, limit: 0, offset: 0 }, () => [])).total;
    };
    for (const [query, total] of [
      ['', 2500],
      ['eq(status,Active)', 1250],
      ['eq(account.type,Vendor)', 834],
      ['ilike(name,*STRASSE 7*)', 111],
      ['ilike(description,älter als 2499)', 1],
      ['ilike(icon,*é*)', 2500],
      ['ilike(audit.created.by.name,*özil*)', 2500],
      ['ilike(audit.disabled.of.icon,*ä*)', 2500],
      ['any(extensions,ilike(id,ä))', 2500],
      ['ilike(account.name,école)', 1666],
      ['ilike(account.address.city,köln)', 1666],
      ['any(account.groups,ilike(id,über))', 1666],
      ['any(modules,ilike(name,*grösse*))', 2],
      ['any(modules,any(settings.type,ilike(self(),ält)))', 2],
    ] as const) {
      expect(await count(query), query).toBe(total);
    }
    expect((await store.tokens.find('TKN-0'))?.modules.map(({ id }) => id)).toEqual(['MOD-0002', 'MOD-0001']);
    const orphan = store.transaction(({ tokens }) => tokens.insert(tokenRow({ id: 'TKN-X', accountId: 'ACC-9' })));
    await expect(orphan).rejects.toThrow(/FOREIGN KEY/);
    await store.close();
  });
});

function insertToken(n: number): string {
  const [account, status] = [n % 3 === 0 ? 'ACC-2' : 'ACC-1', n % 2 === 0 ? 'Active' : 'Deleted'];
  return `INSERT INTO tokens (id, account_id, name, description, icon, status, key_id, sealed, digest, extensions, revision,
      created_at, updated_at, created_by_id, created_by_name, disabled_of_icon)
    VALUES ('TKN-${n}', '${account}', 'Straße ${n}', 'ÄLTER ALS ${n}', 'É', '${status}', 'k', x'00', x'${n.toString(16).padStart(4, '0')}',
      '[{"id":"Ä"}]', 1, ${5000 - n}, 0, 'TKN-1', 'ÖZIL', 'Ä')`;
}

/** All rows, without what a later version adds to them. */
function all(file: string): unknown {
  const database = new DatabaseSync(file);
  const rows = ['tokens', 'token_modules', 'accounts', 'modules'].map((table) =>
    database
      .prepare(`SELECT * FROM ${table} ORDER BY 1, 2`)
      .all()
      .map((row) => Object.entries(row).filter(([column]) => column !== 'n' && !column.endsWith('_folded')))
      .map((row) => JSON.stringify(row))
      .sort(),
  );
  database.close();
  return rows;
}

describe('a database that cannot be brought up to date', () => {
  it.each([
    ["somebody else's", ['CREATE TABLE modules (a)'], /it has a table modules that this program did not make/],
    [
      "somebody else's beside ours",
      ['CREATE TABLE kysely_migration (name, timestamp)', 'CREATE TABLE modules (id)', 'CREATE TABLE theirs (a)'],
      /it has a table modules that this program did not make/,
    ],
    [
      'not written down, and not empty',
      [
        'CREATE TABLE kysely_migration (name, timestamp)',
        'CREATE TABLE modules (id)',
        'INSERT INTO modules VALUES (1)',
      ],
      /its table modules holds rows/,
    ],
    [
      'of a newer version',
      ['CREATE TABLE kysely_migration (name, timestamp)', "INSERT INTO kysely_migration VALUES ('9999-later', '')"],
      /a newer version made it, which has the migration 9999-later/,
    ],
  ])('%s: is named with the cause, and stays as it is', async (_what, commands, cause) => {
    const file = await newFile();
    run(file, commands);
    const before = schema(file);
    const error = await openStore(`sqlite:${file}`).catch((failure: Error) => failure);
    expect(String(error)).toContain(`The database ${file} could not be brought up to date: `);
    expect(String(error)).toMatch(cause);
    expect(schema(file)).toEqual(before);
  });

  it('one that is no database: its file is named with the code', async () => {
    const file = await newFile();
    await writeFile(file, 'This is no database, but a text of some length.'.repeat(100));
    const error = await openStore(`sqlite:${file}`).catch((failure: Error) => failure);
    expect(error).toMatchObject({ reason: 'corrupt', message: expect.stringContaining(file) });
    expect(String(error)).toMatch(/SQLITE_NOTADB 26/);
  });

  it('one that nobody may write: it is read-only, for root too', async () => {
    const file = await newFile();
    await expectToWork(file);
    await chmod(file, 0o444);
    const error = await openStore(`sqlite:${file}`).catch((failure: Error) => failure);
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(error).toMatchObject({ reason: 'read-only', message: expect.stringContaining(file) });
  });

  it('one that was cut: it is damaged', async () => {
    const file = await newFile();
    await expectToWork(file);
    await truncate(file, 5000);
    const error = await openStore(`sqlite:${file}`).catch((failure: Error) => failure);
    expect(error).toMatchObject({ reason: 'corrupt', message: expect.stringContaining(file) });
  });
});

function schema(file: string): unknown {
  const database = new DatabaseSync(file);
  const rows = database.prepare('SELECT name, sql FROM sqlite_master').all();
  database.close();
  return rows;
}
