import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { FieldPath, Resource } from '../../generated/fields.ts';
import type { ListRequest, Page, SnapshotRequest } from '../core/ports/store.ts';
import { SEPARATOR } from '../core/stream/records.ts';
import { type FilterOptions, filterSql, orderExpression } from './filter-sql.ts';
import type { Database } from './schema.ts';
import { type Finder, firstRows, type Rows, rowsOf, type Search, searchOf } from './search.ts';
import { type KeptTotals, keptTotal } from './totals.ts';

type Connection = Kysely<Database> | Transaction<Database>;

export interface ListSource<R extends Resource> extends FilterOptions<FieldPath<R>> {
  table: 'tokens' | 'modules' | 'accounts';
  totals?: readonly KeptTotals<FieldPath<R>>[];
  finder?: Finder<FieldPath<R>>;
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
  const search = await searchOf(db, request.filter, source.finder, source);
  const total = await numberOf(db, countQuery(request, source, search));
  const expected = Math.min(request.limit, total - request.offset);
  if (expected <= 0) return { items: [], total };
  if (!search) return { items: await pageIds(db, request, source), total };
  const first = await firstRowsOf(db, request, source, total);
  const found = first ? await pageIds(db, request, source, first) : [];
  if (found.length === expected) return { items: found, total };
  return { items: await pageIds(db, request, source, rowsOf(search)), total };
}

/** How many rows match: exact, so it reads each of them where that is not kept. */
export async function countRows<R extends Resource>(
  db: Connection,
  request: Pick<ListRequest<R>, 'filter'>,
  source: ListSource<R>,
): Promise<number> {
  return numberOf(db, countQuery(request, source, await searchOf(db, request.filter, source.finder, source)));
}

/** The query behind the total, so that its plan can be looked at. @param search What it is narrowed by. */
export function countQuery<R extends Resource>(
  { filter }: Pick<ListRequest<R>, 'filter'>,
  source: ListSource<R>,
  search?: Search,
): RawBuilder<{ total: number }> {
  const kept = keptTotal(filter, source.totals);
  if (kept) return kept;
  const count = (rows?: Rows) => sql<{ total: number }>`select count(*) as total ${fromWhere(filter, source, rows)}`;
  if (!search?.isExact) return count(search && rowsOf(search));
  return sql`select (select count(*) from (${search.indexed}) as indexed) + (${count(search.others)}) as total`;
}

/** The ids of one page, in order. @param among Rows that it is among. */
export async function pageIds<R extends Resource>(
  db: Connection,
  request: ListRequest<R>,
  source: ListSource<R>,
  among?: Rows,
): Promise<string[]> {
  const { rows } = await pageQuery(request, source, among).execute(db);
  return rows.map(({ id }) => id);
}

/** All ids of a snapshot in order, joined where they are read: so many rows would be many times as large. */
export async function snapshotIds<R extends Resource>(
  db: Connection,
  request: SnapshotRequest<R>,
  source: ListSource<R>,
): Promise<{ ids: string; count: number }> {
  const search = await searchOf(db, request.filter, source.finder, source);
  const page = pageQuery({ ...request, offset: 0 }, source, search && rowsOf(search));
  const { rows } = await sql<{ ids: string | null; count: number }>`
    select group_concat(id, ${SEPARATOR}) as ids, count(*) as count from (${page}) as page`.execute(db);
  return { ids: rows[0]?.ids ?? '', count: Number(rows[0]?.count ?? 0) };
}

/** The query behind a page, so that its plan can be looked at. @param among Rows that it is among. */
export function pageQuery<R extends Resource>(
  { filter, order, limit, offset }: ListRequest<R>,
  source: ListSource<R>,
  among?: Rows,
): RawBuilder<{ id: string }> {
  const id = sql.ref(`${source.table}.id`);
  const [from, by] = [fromWhere(filter, source, among), orderBy(order, source)];
  return sql`select ${id} as id ${from} order by ${by} limit ${limit} offset ${offset}`;
}

async function firstRowsOf<R extends Resource>(
  db: Connection,
  request: ListRequest<R>,
  source: ListSource<R>,
  total: number,
): Promise<Rows | undefined> {
  if (!source.finder) return undefined;
  const all = await numberOf(db, countQuery({}, source));
  return firstRows(request, { total, all }, source.finder, orderBy(request.order, source));
}

async function numberOf(db: Connection, query: RawBuilder<{ total: number }>): Promise<number> {
  const { rows } = await query.execute(db);
  return Number(rows[0]?.total ?? 0);
}

function fromWhere<R extends Resource>(
  filter: ListRequest<R>['filter'],
  source: ListSource<R>,
  among?: Rows,
): RawBuilder<unknown> {
  const table = sql.table(source.table);
  // A cross join, because SQLite reads the tables of one in the order in which they are named.
  const from = among ? sql`from (${among}) as found cross join ${table} on ${table}.n = found.n` : sql`from ${table}`;
  return filter ? sql`${from} where ${filterSql(filter, source)}` : from;
}

function orderBy<R extends Resource>(order: ListRequest<R>['order'], source: ListSource<R>): RawBuilder<unknown> {
  return sql.join(
    order.map(({ field, descending }) => direction(orderExpression(field.path, source.columns), descending)),
  );
}

/** Runs a list in a transaction of its own, so that its count, its ids and its rows are of one moment. */
export function atOneMoment<T>(db: Connection, work: (db: Connection) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}

/** Puts what was read by ids back into their order. */
export function inOrder<T extends { id: string }>(ids: readonly string[], rows: readonly T[]): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Rows without a value first when ascending, last when descending: in SQLite that is the order of its indexes. */
function direction(expression: RawBuilder<unknown>, descending: boolean): RawBuilder<unknown> {
  return descending ? sql`${expression} desc nulls last` : sql`${expression} asc nulls first`;
}
