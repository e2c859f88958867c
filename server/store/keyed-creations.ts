import type { KeyedCreation, KeyedCreationRepository } from '../core/ports/store.ts';
import type { Connection } from './connection.ts';
import { type PlaceOf, prepared } from './prepared.ts';

/** Runs with every creation, and finds nothing most of the time. */
export const removeOld = prepared((db, place: PlaceOf<{ at: number; limit: number }>) =>
  db
    .deleteFrom('keyed_creations')
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('account_id', 'key'),
        'in',
        selectFrom('keyed_creations')
          .select(['account_id', 'key'])
          .where('created_at', '<=', place('at'))
          .orderBy('created_at')
          .limit(place('limit'))
          .$asTuple('account_id', 'key'),
      ),
    ),
);

/** Creations with an `Idempotency-Key` in a database of either kind. */
export function keyedCreationRepository(db: Connection): KeyedCreationRepository {
  return {
    async find(accountId, key): Promise<KeyedCreation | undefined> {
      const row = await db
        .selectFrom('keyed_creations')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('key', '=', key)
        .executeTakeFirst();
      return row && { accountId, key, body: row.body, tokenId: row.token_id, answer: row.answer, at: row.created_at };
    },

    async put(creation) {
      const row = keyedCreationRow(creation);
      const { account_id: _, key: __, ...values } = row;
      await db
        .insertInto('keyed_creations')
        .values(row)
        .onConflict((conflict) => conflict.columns(['account_id', 'key']).doUpdateSet(values))
        .execute();
    },

    async removeUntil(at, limit) {
      await removeOld(db, { at, limit });
    },
  };
}

export function keyedCreationRow({ accountId, key, body, tokenId, answer, at }: KeyedCreation) {
  return { account_id: accountId, key, body, token_id: tokenId, answer, created_at: at };
}
