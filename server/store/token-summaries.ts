import type { ModuleSummary, TokenSummary } from '../core/ports/store.ts';
import type { Connection } from './connection.ts';
import { asIds, type Ids, idsAt } from './ids-at.ts';
import { type PlaceOf, prepared } from './prepared.ts';

const tokenBy = prepared((db, place: PlaceOf<{ id: string }>) => tokens(db).where('tokens.id', '=', place('id')));

const tokensBy = prepared((db, place: PlaceOf<Ids>) => tokens(db).where('tokens.id', 'in', idsAt(db, place)));

const modulesOf = prepared((db, place: PlaceOf<{ id: string }>) =>
  modules(db).where('token_modules.token_id', '=', place('id')),
);

const modulesBy = prepared((db, place: PlaceOf<Ids>) =>
  modules(db).where('token_modules.token_id', 'in', idsAt(db, place)),
);

/** A token with what is shown of it by default: a third of the columns that all of it takes. */
export async function tokenSummary(db: Connection, id: string): Promise<TokenSummary | undefined> {
  const [row] = await tokenBy(db, { id });
  return row && summaryFromRow(row, (await modulesOf(db, { id })).map(moduleFromRow));
}

/** Those of these tokens that are there, in any order. */
export async function tokenSummaries(db: Connection, ids: readonly string[]): Promise<TokenSummary[]> {
  if (ids.length === 0) return [];
  const asked = asIds(ids);
  const rows = await tokensBy(db, asked);
  const byToken = Map.groupBy(await modulesBy(db, asked), ({ token_id }) => token_id);
  // Tokens have few modules among them, each of which is made once.
  const made = new Map<string, ModuleSummary>();
  const moduleOf = (row: ModuleRow) => {
    const module = made.get(row.id) ?? moduleFromRow(row);
    made.set(row.id, module);
    return module;
  };
  return rows.map((row) => summaryFromRow(row, byToken.get(row.id)?.map(moduleOf) ?? []));
}

function tokens(db: Connection) {
  return db
    .selectFrom('tokens')
    .innerJoin('accounts', 'accounts.id', 'tokens.account_id')
    .select(['tokens.id', 'tokens.name', 'tokens.description', 'tokens.icon', 'tokens.status', 'tokens.revision'])
    .select(['tokens.extensions', 'tokens.last_access_at', 'tokens.key_id', 'tokens.sealed', 'tokens.account_id'])
    .select([
      'accounts.type as account_type',
      'accounts.status as account_status',
      'accounts.name as account_name',
      'accounts.icon as account_icon',
    ]);
}

function modules(db: Connection) {
  return db
    .selectFrom('token_modules')
    .innerJoin('modules', 'modules.id', 'token_modules.module_id')
    .select(['token_modules.token_id', 'modules.id', 'modules.name', 'modules.description'])
    .select(['modules.filters', 'modules.settings'])
    .orderBy('token_modules.position');
}

type SummaryRow = Awaited<ReturnType<ReturnType<typeof tokens>['execute']>>[number];
type ModuleRow = Awaited<ReturnType<ReturnType<typeof modules>['execute']>>[number];

function summaryFromRow(row: SummaryRow, modules: ModuleSummary[]): TokenSummary {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    icon: row.icon,
    status: row.status,
    revision: row.revision,
    credential: { keyId: row.key_id, sealed: row.sealed },
    account: {
      id: row.account_id,
      type: row.account_type,
      status: row.account_status,
      name: row.account_name,
      icon: row.account_icon,
    },
    modules,
    extensions: row.extensions === null ? null : JSON.parse(row.extensions),
    lastAccessAt: row.last_access_at,
  };
}

function moduleFromRow({ id, name, description, filters, settings }: ModuleRow): ModuleSummary {
  return {
    id,
    name,
    description,
    filters: filters === null ? null : JSON.parse(filters),
    settings: JSON.parse(settings),
  };
}
