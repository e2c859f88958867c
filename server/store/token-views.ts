import { type AtOnce, andThen } from '../core/at-once.ts';
import type { AccountRecord, TokenView } from '../core/ports/store.ts';
import { findAccounts } from './accounts.ts';
import type { Connection } from './connection.ts';
import { asIds, type Ids, idsAt } from './ids-at.ts';
import { type PlaceOf, prepared } from './prepared.ts';
import { moduleFromRow } from './reference-rows.ts';
import { moduleIds, modulesOf } from './token-modules.ts';
import { fromRow } from './token-rows.ts';

const tokensBy = prepared((db, place: PlaceOf<Ids>) =>
  db.selectFrom('tokens').selectAll().select(moduleIds.as('module_ids')).where('id', 'in', idsAt(db, place)),
);

/** Those of these tokens that are there, beside their accounts and modules, in any order. */
export function tokenViews(db: Connection, ids: readonly string[]): AtOnce<TokenView[]> {
  if (ids.length === 0) return [];
  return andThen(tokensBy(db, asIds(ids)), (rows) =>
    andThen(accountsOf(db, [...new Set(rows.map(({ account_id }) => account_id))]), (accounts) =>
      andThen(modulesOf(db, rows, moduleFromRow), (modules) =>
        rows.flatMap((row) => {
          const account = accounts.get(row.account_id);
          return account ? [fromRow(row, account, modules(row))] : [];
        }),
      ),
    ),
  );
}

function accountsOf(db: Connection, ids: readonly string[]): AtOnce<Map<string, AccountRecord>> {
  return andThen(findAccounts(db, ids), (accounts) => new Map(accounts.map((account) => [account.id, account])));
}
