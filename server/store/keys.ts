import type { Kysely, Transaction } from 'kysely';
import type { KeyRepository } from '../core/ports/store.ts';
import type { Database } from './schema.ts';

/** Fingerprints of keys in a database of either kind. */
export function keyRepository(db: Kysely<Database> | Transaction<Database>): KeyRepository {
  return {
    async fingerprints() {
      const rows = await db.selectFrom('keys').selectAll().execute();
      return new Map(rows.map(({ id, fingerprint }) => [id, fingerprint]));
    },

    async remember(id, fingerprint) {
      await db
        .insertInto('keys')
        .values({ id, fingerprint })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ fingerprint }))
        .execute();
    },
  };
}
