import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What was answered to creations with an `Idempotency-Key`; a row is found by its key, and removed by its age. */
export const keyedCreations: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('keyed_creations')
      .addColumn('n', 'integer', (n) => n.primaryKey())
      .addColumn('account_id', 'text', (id) => id.notNull())
      .addColumn('key', 'text', (key) => key.notNull())
      .addColumn('body', 'text', (body) => body.notNull())
      .addColumn('token_id', 'text', (id) => id.notNull().references('tokens.id'))
      .addColumn('answer', 'text', (answer) => answer.notNull())
      .addColumn('created_at', 'bigint', (at) => at.notNull())
      .addUniqueConstraint('keyed_creations_key', ['account_id', 'key'])
      .execute();
    await db.schema.createIndex('keyed_creations_created').on('keyed_creations').columns(['created_at']).execute();
  },
};
