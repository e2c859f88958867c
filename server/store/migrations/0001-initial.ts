import type { CreateTableBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const EVENTS = ['created', 'updated', 'enabled', 'disabled', 'deleted'];
const REQUIRED = new Set(['created', 'updated']);

// Migrations are history: they name columns themselves and import nothing that may change.
export function auditColumns<T extends string>(table: CreateTableBuilder<T>): CreateTableBuilder<string> {
  let columns: CreateTableBuilder<string> = table as CreateTableBuilder<string>;
  for (const event of EVENTS) {
    columns = columns.addColumn(`${event}_at`, 'bigint', (at) => (REQUIRED.has(event) ? at.notNull() : at));
    for (const who of ['by', 'of']) {
      for (const part of ['id', 'name', 'icon']) columns = columns.addColumn(`${event}_${who}_${part}`, 'text');
    }
  }
  return columns;
}

export const initial: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('modules')
      .addColumn('id', 'text', (id) => id.primaryKey().notNull())
      .addColumn('code', 'text', (code) => code.notNull().unique())
      .addColumn('name', 'text', (name) => name.notNull())
      .addColumn('description', 'text')
      .addColumn('account_types', 'text', (types) => types.notNull())
      .addColumn('filters', 'text')
      .addColumn('settings', 'text', (settings) => settings.notNull())
      .addColumn('revision', 'integer', (revision) => revision.notNull())
      .addColumn('created_at', 'bigint', (at) => at.notNull())
      .addColumn('updated_at', 'bigint', (at) => at.notNull())
      .execute();

    await db.schema
      .createTable('accounts')
      .addColumn('id', 'text', (id) => id.primaryKey().notNull())
      .addColumn('type', 'text', (type) => type.notNull())
      .addColumn('status', 'text', (status) => status.notNull())
      .addColumn('name', 'text', (name) => name.notNull())
      .addColumn('icon', 'text')
      .addColumn('external_id', 'text')
      .addColumn('address', 'text')
      .addColumn('website', 'text')
      .addColumn('description', 'text')
      .addColumn('technical_support_email', 'text')
      .addColumn('default_language_code', 'text')
      .addColumn('revision', 'integer', (revision) => revision.notNull())
      .addColumn('created_at', 'bigint', (at) => at.notNull())
      .addColumn('updated_at', 'bigint', (at) => at.notNull())
      .execute();

    await db.schema
      .createTable('account_modules')
      .addColumn('account_id', 'text', (id) => id.notNull().references('accounts.id'))
      .addColumn('module_id', 'text', (id) => id.notNull().references('modules.id'))
      .addPrimaryKeyConstraint('account_modules_key', ['account_id', 'module_id'])
      .execute();

    await auditColumns(
      db.schema
        .createTable('tokens')
        .addColumn('id', 'text', (id) => id.primaryKey().notNull())
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
    ).execute();

    await db.schema
      .createTable('token_modules')
      .addColumn('token_id', 'text', (id) => id.notNull().references('tokens.id'))
      .addColumn('module_id', 'text', (id) => id.notNull().references('modules.id'))
      .addColumn('position', 'integer', (position) => position.notNull())
      .addPrimaryKeyConstraint('token_modules_key', ['token_id', 'module_id'])
      .execute();
    await db.schema
      .createIndex('token_modules_module')
      .on('token_modules')
      .columns(['module_id', 'token_id'])
      .execute();
    await db.schema.createIndex('tokens_key').on('tokens').columns(['key_id']).execute();
  },
};
