import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const COLUMNS = ['external_ids', 'external_name', 'service_level', 'eligibility', 'user_groups'];

/** The other fields of an account; and every account has an icon. */
export const accountFields: Migration = {
  async up(db: Kysely<unknown>) {
    for (const name of COLUMNS) await db.schema.alterTable('accounts').addColumn(name, 'text').execute();
    await sql`update accounts set icon = '/v1/accounts/accounts/' || id || '/icon' where icon is null`.execute(db);
  },
};
