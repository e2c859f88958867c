import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { auditColumns } from './0001-initial.ts';
import { INDEXES } from './0002-indexes.ts';
import { fillAccounts, fillModules, fillTokens } from './fill-folded.ts';

const OF_TOKENS = ['name', 'description', 'icon', 'extensions', 'audit'];
const OF_MODULES = ['name', 'description', 'settings'];
const OF_ACCOUNTS = [
  'name',
  'icon',
  'external_id',
  'external_ids',
  'external_name',
  'address',
  'website',
  'description',
  'technical_support_email',
  'default_language_code',
  'user_groups',
];

/**
 * Texts with their case taken out, beside the texts, so that SQL can search them. Tokens get a number, by which an index
 * outside their table can know them: SQLite's own number of a row may change where a table does not name it.
 */
export const foldedTexts: Migration = {
  async up(db: Kysely<unknown>) {
    for (const name of OF_MODULES) await db.schema.alterTable('modules').addColumn(`${name}_folded`, 'text').execute();
    for (const name of OF_ACCOUNTS)
      await db.schema.alterTable('accounts').addColumn(`${name}_folded`, 'text').execute();
    await rebuildTokens(db);
    await fillModules(db);
    await fillAccounts(db);
    await fillTokens(db);
    await createIndexes(db);
  },
};

/** SQLite gives no existing table a primary key, so tokens move into a new one, and with them what refers to them. */
async function rebuildTokens(db: Kysely<unknown>): Promise<void> {
  const columns = sql.join(await columnsOf(db, 'tokens'));
  await db.schema.alterTable('tokens').renameTo('old_tokens').execute();
  await db.schema.alterTable('token_modules').renameTo('old_token_modules').execute();
  for (const index of [...Object.keys(INDEXES), 'tokens_key', 'token_modules_module']) {
    await db.schema.dropIndex(index).execute();
  }
  await createTokens(db);
  await sql`insert into tokens (${columns}) select ${columns} from old_tokens order by created_at, id`.execute(db);
  await createTokenModules(db);
  await sql`insert into token_modules select token_id, module_id, position from old_token_modules`.execute(db);
  await db.schema.dropTable('old_token_modules').execute();
  await db.schema.dropTable('old_tokens').execute();
}

async function columnsOf(db: Kysely<unknown>, table: string) {
  const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db);
  return rows.map(({ name }) => sql.ref(name));
}

async function createTokens(db: Kysely<unknown>): Promise<void> {
  let table = auditColumns(
    db.schema
      .createTable('tokens')
      .addColumn('n', 'integer', (n) => n.primaryKey())
      .addColumn('id', 'text', (id) => id.notNull().unique())
      .addColumn('account_id', 'text', (id) => id.notNull().references('accounts.id'))
      .addColumn('name', 'text', (name) => name.notNull())
      .addColumn('description', 'text')
      .addColumn('icon', 'text')
      .addColumn('status', 'text', (status) => status.notNull())
      .addColumn('key_id', 'text', (key) => key.notNull())
      .addColumn('sealed', 'blob', (sealed) => sealed.notNull())
      .addColumn('digest', 'blob', (digest) => digest.notNull().unique())
      .addColumn('extensions', 'text')
      .addColumn('last_access_at', 'bigint')
      .addColumn('revision', 'integer', (revision) => revision.notNull()),
  );
  for (const name of OF_TOKENS) table = table.addColumn(`${name}_folded`, 'text');
  await table.execute();
}

async function createTokenModules(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('token_modules')
    .addColumn('token_id', 'text', (id) => id.notNull().references('tokens.id'))
    .addColumn('module_id', 'text', (id) => id.notNull().references('modules.id'))
    .addColumn('position', 'integer', (position) => position.notNull())
    .addPrimaryKeyConstraint('token_modules_key', ['token_id', 'module_id'])
    .execute();
}

async function createIndexes(db: Kysely<unknown>): Promise<void> {
  for (const [name, columns] of Object.entries(INDEXES)) {
    // Who searches names needs no more of a row.
    const more = name === 'tokens_name' ? ['name_folded'] : [];
    await db.schema
      .createIndex(name)
      .on('tokens')
      .columns([...columns, ...more])
      .execute();
  }
  await db.schema.createIndex('tokens_key').on('tokens').columns(['key_id']).execute();
  await db.schema.createIndex('token_modules_module').on('token_modules').columns(['module_id', 'token_id']).execute();
}
