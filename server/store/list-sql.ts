import { type RawBuilder, sql } from 'kysely';
import type { Resource } from '../../generated/fields.ts';
import type { ListRequest } from '../core/ports/store.ts';
import { filterSql, orderExpression } from './filter-sql.ts';
import type { ListSource } from './list-source.ts';
import { type Narrowed, type Rows, rowsOf } from './narrowed.ts';
import { keptTotal } from './totals.ts';

/** How many rows match. */
export function countQuery<R extends Resource>(
  { filter }: Pick<ListRequest<R>, 'filter'>,
  source: ListSource<R>,
  narrowed?: Narrowed,
): RawBuilder<{ total: number }> {
  const kept = keptTotal(filter, source.totals);
  if (kept) return kept;
  // Without a condition SQLite counts no rows, but entries of pages.
  if (!filter) return sql`select count(*) as total from ${sql.table(source.table)}`;
  const count = (among?: Rows) => sql<{ total: number }>`select count(*) as total ${fromWhere(filter, source, among)}`;
  if (!narrowed?.isExact) return count(narrowed && rowsOf(narrowed));
  return sql`select (select count(*) from (${narrowed.indexed}) as indexed) + (${count(narrowed.others)}) as total`;
}

/** A page, of which the bounds may be given later. */
export interface PageRequest<R extends Resource> extends Pick<ListRequest<R>, 'filter' | 'order'> {
  limit: number | RawBuilder<number> | undefined;
  offset: number | RawBuilder<number>;
}

/** The ids of one page, in order; without a limit all of them. @param among Rows that they are among. */
export function pageQuery<R extends Resource>(
  { filter, order, limit, offset }: PageRequest<R>,
  source: ListSource<R>,
  among?: Rows,
): RawBuilder<{ id: string }> {
  const id = sql.ref(`${source.table}.id`);
  const [from, by] = [fromWhere(filter, source, among), orderBy(order, source)];
  const bounds = limit === undefined ? sql`` : sql`limit ${limit} offset ${offset}`;
  return sql`select ${id} as id ${from} order by ${by} ${bounds}`;
}

/** The first rows in an order, whether they match or not. */
export function firstRows<R extends Resource>(
  { order }: Pick<ListRequest<R>, 'order'>,
  source: ListSource<R>,
  count: number,
): Rows {
  return sql`select n from ${sql.table(source.table)} order by ${orderBy(order, source)} limit ${count}`;
}

function fromWhere<R extends Resource>(
  filter: ListRequest<R>['filter'],
  source: ListSource<R>,
  among: Rows | undefined,
): RawBuilder<unknown> {
  const table = sql.table(source.table);
  // A cross join, because SQLite reads the tables of one in the order in which they are named.
  const from = among ? sql`from (${among}) as found cross join ${table} on ${table}.n = found.n` : sql`from ${table}`;
  const wanted = source.words.stillWanted(source.table, filter);
  return sql`${from} where ${filter ? sql`${wanted} and ${filterSql(filter, source)}` : wanted}`;
}

/** What rows are ordered by, where they are from that table. */
export function orderBy<R extends Resource>(
  order: ListRequest<R>['order'],
  source: ListSource<R>,
): RawBuilder<unknown> {
  return sql.join(
    order.map(({ field, descending }) => direction(orderExpression(field.path, source.columns), descending)),
  );
}

/** Rows without a value first when ascending, last when descending: in SQLite that is the order of its indexes. */
function direction(expression: RawBuilder<unknown>, descending: boolean): RawBuilder<unknown> {
  return descending ? sql`${expression} desc nulls last` : sql`${expression} asc nulls first`;
}
