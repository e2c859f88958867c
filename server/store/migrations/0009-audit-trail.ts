import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Who did what to which token. A row is found by its time, its token or its owner; none is ever changed or removed, whoever
 * asks for it, which is the database's to keep.
 */
export const auditTrail: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('audit_trail')
      .addColumn('at', 'bigint', (at) => at.notNull())
      .addColumn('id', 'text', (id) => id.notNull())
      .addColumn('action', 'text', (action) => action.notNull())
      .addColumn('token_id', 'text', (id) => id.notNull())
      .addColumn('account_id', 'text', (id) => id.notNull())
      .addColumn('by_token_id', 'text')
      .addColumn('by_account_id', 'text')
      .addColumn('trace_id', 'text')
      .addColumn('changes', 'text', (changes) => changes.notNull())
      .addPrimaryKeyConstraint('audit_trail_key', ['at', 'id'])
      .execute();
    for (const column of ['token_id', 'account_id'])
      await db.schema.createIndex(`audit_trail_${column}`).on('audit_trail').columns([column, 'at']).execute();
    for (const event of ['update', 'delete']) {
      await sql
        .raw(`create trigger audit_trail_no_${event} before ${event} on audit_trail begin
          select raise(abort, 'the audit trail is only ever appended to'); end`)
        .execute(db);
    }
  },
};
