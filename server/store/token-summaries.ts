import { LRUCache } from 'lru-cache';
import { type AtOnce, andThen } from '../core/at-once.ts';
import type { ListRequest, ModuleSummary, TokenSummary } from '../core/ports/store.ts';
import type { Connection } from './connection.ts';
import { asIds, type Ids, idsAt } from './ids-at.ts';
import type { ListSource } from './list-source.ts';
import { orderBy } from './list-sql.ts';
import { type PlaceOf, prepared } from './prepared.ts';
import type { ModuleRow } from './schema.ts';
import { moduleIds, modulesOf } from './token-modules.ts';
import { wholePages } from './whole.ts';

const tokenBy = prepared((db, place: PlaceOf<{ id: string }>) => tokens(db).where('tokens.id', '=', place('id')));

const tokensBy = prepared((db, place: PlaceOf<Ids>) => listed(db).where('tokens.id', 'in', idsAt(db, place)));

const firstRows = wholePages<ListedRow>((db, { order, source, place }) =>
  listed(db).orderBy(orderBy(order, source)).limit(place('limit')).offset(place('offset')),
);

const modulesOfToken = prepared((db, place: PlaceOf<{ id: string }>) =>
  db
    .selectFrom('token_modules')
    .innerJoin('modules', 'modules.id', 'token_modules.module_id')
    .select(['modules.id', 'modules.name', 'modules.description', 'modules.filters', 'modules.settings'])
    .where('token_modules.token_id', '=', place('id'))
    .orderBy('token_modules.position'),
);

/** A token with what is shown of it by default: a third of the columns that all of it takes. */
export function tokenSummary(db: Connection, id: string): AtOnce<TokenSummary | undefined> {
  return andThen(
    tokenBy(db, { id }),
    ([row]) => row && andThen(modulesOfToken(db, { id }), (modules) => summaryFromRow(row, modules.map(moduleFromRow))),
  );
}

/** A page of all tokens, in order: one query finds and reads them. */
export function firstSummaries(
  db: Connection,
  request: ListRequest<'apiTokens'>,
  source: ListSource<'apiTokens'>,
): AtOnce<TokenSummary[]> {
  return andThen(firstRows(db, request, source), (rows) => withModules(db, rows));
}

/** Those of these tokens that are there, in any order. */
export function tokenSummaries(db: Connection, ids: readonly string[]): AtOnce<TokenSummary[]> {
  if (ids.length === 0) return [];
  return andThen(tokensBy(db, asIds(ids)), (rows) => withModules(db, rows));
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

function listed(db: Connection) {
  return tokens(db).select(moduleIds.as('module_ids'));
}

function withModules(db: Connection, rows: readonly ListedRow[]): AtOnce<TokenSummary[]> {
  return andThen(modulesOf(db, rows, moduleFromRow), (modules) => rows.map((row) => summaryFromRow(row, modules(row))));
}

type ListedRow = Awaited<ReturnType<ReturnType<typeof listed>['execute']>>[number];
type SummaryRow = Awaited<ReturnType<ReturnType<typeof tokens>['execute']>>[number];
type SummarisedModule = Pick<ModuleRow, 'id' | 'name' | 'description' | 'filters' | 'settings'>;

function summaryFromRow(row: SummaryRow, modules: readonly ModuleSummary[]): TokenSummary {
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

/** What was made of a module, and of what. */
interface Made {
  row: SummarisedModule;
  module: ModuleSummary;
}

/** There are few modules, and to parse what one has takes longer than to see that it is still the same. */
const MOST_MADE = 1_000;
const made = new LRUCache<string, Made>({ max: MOST_MADE });

function moduleFromRow(row: SummarisedModule): ModuleSummary {
  const known = made.get(row.id);
  if (known && isSame(known.row, row)) return known.module;
  const { id, name, description, filters, settings } = row;
  const module = {
    id,
    name,
    description,
    filters: filters === null ? null : JSON.parse(filters),
    settings: JSON.parse(settings),
  };
  made.set(id, { row, module });
  return module;
}

function isSame(one: SummarisedModule, other: SummarisedModule): boolean {
  return (
    one.name === other.name &&
    one.description === other.description &&
    one.filters === other.filters &&
    one.settings === other.settings
  );
}
