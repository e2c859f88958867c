import { type AtOnce, andThen } from '../core/at-once.ts';
import { onceFor } from '../core/once-for.ts';
import type { AccountRecord, AccountRepository } from '../core/ports/store.ts';
import { accountColumns } from './columns/accounts.ts';
import type { Connection } from './connection.ts';
import { asIds, type Ids, idsAt } from './ids-at.ts';
import { type Lists, openSnapshot, readPage } from './list.ts';
import type { ListSource } from './list-source.ts';
import { type PlaceOf, prepared } from './prepared.ts';
import { accountFromRow, accountToRow } from './reference-rows.ts';
import { type Words, wordsOf } from './words.ts';

const sourceOf = onceFor(
  (words: Words): ListSource<'accounts'> => ({
    table: 'accounts',
    words,
    columns: accountColumns(words),
    unique: new Set(['id']),
  }),
);

const accountBy = prepared((db, place: PlaceOf<{ id: string }>) =>
  db.selectFrom('accounts').selectAll().where('id', '=', place('id')),
);

const accountsBy = prepared((db, place: PlaceOf<Ids>) =>
  db.selectFrom('accounts').selectAll().where('id', 'in', idsAt(db, place)),
);

const modulesOf = prepared((db, place: PlaceOf<{ accountId: string }>) =>
  db.selectFrom('account_modules').select('module_id').where('account_id', '=', place('accountId')),
);

/** Accounts in a database of either kind. */
export function accountRepository(db: Connection, lists: Lists): AccountRepository {
  return {
    async insert(account, moduleIds) {
      await db.insertInto('accounts').values(accountToRow(account)).execute();
      await insertModules(db, account.id, moduleIds);
    },

    async find(id) {
      const [row] = await accountBy(db, { id });
      return row && accountFromRow(row);
    },

    async moduleIds(accountId) {
      const rows = await modulesOf(db, { accountId });
      return new Set(rows.map(({ module_id }) => module_id));
    },

    list(request) {
      return readPage(lists, request, sourceOf(wordsOf(db)), { byIds: findAccounts });
    },

    snapshot(request) {
      return openSnapshot(lists, request, sourceOf(wordsOf(db)), findAccounts);
    },

    async setModules(accountId, moduleIds, at) {
      await db.deleteFrom('account_modules').where('account_id', '=', accountId).execute();
      await insertModules(db, accountId, moduleIds);
      await db
        .updateTable('accounts')
        .set((row) => ({ revision: row('revision', '+', 1), updated_at: at }))
        .where('id', '=', accountId)
        .execute();
    },

    async isEmpty() {
      return (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) === undefined;
    },
  };
}

/** Those of these accounts that are there, in any order. */
export function findAccounts(db: Connection, ids: readonly string[]): AtOnce<AccountRecord[]> {
  if (ids.length === 0) return [];
  return andThen(accountsBy(db, asIds(ids)), (rows) => rows.map(accountFromRow));
}

async function insertModules(db: Connection, accountId: string, moduleIds: readonly string[]): Promise<void> {
  if (moduleIds.length === 0) return;
  const rows = moduleIds.map((module_id) => ({ account_id: accountId, module_id }));
  await db.insertInto('account_modules').values(rows).execute();
}
