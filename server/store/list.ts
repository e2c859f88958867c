import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { FieldPath, Resource } from '../../generated/fields.ts';
import type { ListRequest, Page, SnapshotRequest } from '../core/ports/store.ts';
import { SEPARATOR } from '../core/stream/records.ts';
import { type FilterOptions, filterSql, orderExpression } from './filter-sql.ts';
import type { Database } from './schema.ts';
import { stillWanted } from './sqlite/still-wanted.ts';

type Connection = Kysely<Database> | Transaction<Database>;

export interface ListSource<R extends Resource> extends FilterOptions<FieldPath<R>> {
  table: 'tokens' | 'modules' | 'accounts';
}

/**
 * The ids of one page, and how many rows match in all. Only ids, so that an order without an index sorts narrow rows
 * and a deep page walks an index; the page itself is read by them.
 */
export async function listIds<R extends Resource>(
  db: Connection,
  request: ListRequest<R>,
  source: ListSource<R>,
): Promise<Page<string>> {
  const total = await countRows(db, request, source);
  const isEmpty = request.limit === 0 || request.offset >= total;
  return { items: isEmpty ? [] : await pageIds(db, request, source), total };
}

/** How many rows match: exact, so it reads each of them. */
export async function countRows<R extends Resource>(
  db: Connection,
  { filter }: Pick<ListRequest<R>, 'filter'>,
  source: ListSource<R>,
): Promise<number> {
  // Without a filter SQLite counts no rows, but entries of pages.
  const from = filter ? fromWhere(filter, source) : sql`from ${sql.table(source.table)}`;
  const { rows } = await sql<{ total: number }>`select count(*) as total ${from}`.execute(db);
  return Number(rows[0]?.total ?? 0);
}

/** The ids of one page, in order. */
export async function pageIds<R extends Resource>(
  db: Connection,
  request: ListRequest<R>,
  source: ListSource<R>,
): Promise<string[]> {
  const { rows } = await pageQuery(request, source).execute(db);
  return rows.map(({ id }) => id);
}

/** All ids of a snapshot in order, joined where they are read: so many rows would be many times as large. */
export async function snapshotIds<R extends Resource>(
  db: Connection,
  request: SnapshotRequest<R>,
  source: ListSource<R>,
): Promise<{ ids: string; count: number }> {
  // Without a limit SQLite sorts all rows at once; with one each as it comes, which takes many times as long where it is all.
  const isWhole = request.limit >= (await countRows(db, {}, source));
  const page = pageQuery({ ...request, limit: isWhole ? undefined : request.limit, offset: 0 }, source);
  const { rows } = await sql<{ ids: string | null; count: number }>`
    select group_concat(id, ${SEPARATOR}) as ids, count(*) as count from (${page}) as page`.execute(db);
  return { ids: rows[0]?.ids ?? '', count: Number(rows[0]?.count ?? 0) };
}

/** The query behind `pageIds`, so that its plan can be looked at; without a limit that of all rows. */
export function pageQuery<R extends Resource>(
  { filter, order, limit, offset }: Omit<ListRequest<R>, 'limit'> & { limit: number | undefined },
  source: ListSource<R>,
): RawBuilder<{ id: string }> {
  const terms = order.map(({ field, descending }) =>
    direction(orderExpression(field.path, source.columns), descending),
  );
  const id = sql.ref(`${source.table}.id`);
  const bounds = limit === undefined ? sql`` : sql`limit ${limit} offset ${offset}`;
  return sql`select ${id} as id ${fromWhere(filter, source)} order by ${sql.join(terms)} ${bounds}`;
}

function fromWhere<R extends Resource>(filter: ListRequest<R>['filter'], source: ListSource<R>): RawBuilder<unknown> {
  const wanted = stillWanted(source.table, filter);
  return sql`from ${sql.table(source.table)} where ${filter ? sql`${wanted} and ${filterSql(filter, source)}` : wanted}`;
}

/**
 * Reads what belongs together, so that the count, the ids and the rows of a list are of one moment. Where the signal is
 * aborted it is ended, if it can be, and rejects with the signal's reason.
 */
export type Scan = <T>(signal: AbortSignal | undefined, work: (moment: Connection) => Promise<T>) => Promise<T>;

/** Puts what was read by ids back into their order. */
export function inOrder<T extends { id: string }>(ids: readonly string[], rows: readonly T[]): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Rows without a value first when ascending, last when descending: in SQLite that is the order of its indexes. */
function direction(expression: RawBuilder<unknown>, descending: boolean): RawBuilder<unknown> {
  return descending ? sql`${expression} desc nulls last` : sql`${expression} asc nulls first`;
}
