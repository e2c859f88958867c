import type { KeyRepository } from '../core/ports/store.ts';
import type { Connection } from './connection.ts';

/** Fingerprints of keys in a database of either kind. */
export function keyRepository(db: Connection): KeyRepository {
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
