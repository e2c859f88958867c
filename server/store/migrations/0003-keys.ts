import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What a key is told by from another one of the same id. */
export const keys: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('keys')
      .addColumn('id', 'text', (id) => id.primaryKey().notNull())
      .addColumn('fingerprint', 'blob', (fingerprint) => fingerprint.notNull())
      .execute();
  },
};
