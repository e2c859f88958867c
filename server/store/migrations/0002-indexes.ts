import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const INDEXES: Record<string, string[]> = {
  tokens_created: ['created_at', 'id'],
  tokens_status: ['status', 'created_at', 'id'],
  tokens_account: ['account_id', 'created_at', 'id'],
  tokens_name: ['name', 'id'],
  tokens_updated: ['updated_at', 'id'],
};

/** What lists are filtered and ordered by; each ends with what makes the order total. */
export const indexes: Migration = {
  async up(db: Kysely<unknown>) {
    for (const [name, columns] of Object.entries(INDEXES)) {
      await db.schema.createIndex(name).on('tokens').columns(columns).execute();
    }
  },
};
