import type { AccountRecord, ModuleRecord, TokenView } from '../core/ports/store.ts';
import type { Connection } from './connection.ts';
import { asIds, type Ids, idsAt } from './ids-at.ts';
import { type PlaceOf, prepared } from './prepared.ts';
import { accountFromRow, moduleFromRow } from './reference-rows.ts';
import { fromRow } from './token-rows.ts';

const tokensBy = prepared((db, place: PlaceOf<Ids>) =>
  db.selectFrom('tokens').selectAll().where('id', 'in', idsAt(db, place)),
);

const accountsBy = prepared((db, place: PlaceOf<Ids>) =>
  db.selectFrom('accounts').selectAll().where('id', 'in', idsAt(db, place)),
);

const modulesBy = prepared((db, place: PlaceOf<Ids>) =>
  db
    .selectFrom('token_modules')
    .innerJoin('modules', 'modules.id', 'token_modules.module_id')
    .selectAll('modules')
    .select('token_modules.token_id')
    .where('token_modules.token_id', 'in', idsAt(db, place))
    .orderBy('token_modules.position'),
);

/** Those of these tokens that are there, beside their accounts and modules, in any order. */
export async function tokenViews(db: Connection, ids: readonly string[]): Promise<TokenView[]> {
  if (ids.length === 0) return [];
  const asked = asIds(ids);
  const rows = await tokensBy(db, asked);
  const accounts = await accountsOf(db, [...new Set(rows.map(({ account_id }) => account_id))]);
  const modules = await modulesOf(db, asked);
  return rows.flatMap((row) => {
    const account = accounts.get(row.account_id);
    return account ? [fromRow(row, account, modules.get(row.id) ?? [])] : [];
  });
}

async function accountsOf(db: Connection, ids: readonly string[]): Promise<Map<string, AccountRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await accountsBy(db, asIds(ids));
  return new Map(rows.map((row) => [row.id, accountFromRow(row)]));
}

async function modulesOf(db: Connection, asked: Ids): Promise<Map<string, ModuleRecord[]>> {
  const byToken = Map.groupBy(await modulesBy(db, asked), ({ token_id }) => token_id);
  return new Map([...byToken].map(([id, modules]) => [id, modules.map(moduleFromRow)]));
}
