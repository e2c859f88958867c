import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { conditionsOf } from '../core/query/conditions.ts';
import type { Filter } from '../core/query/filter.ts';
import type { Order } from '../core/query/order.ts';
import { type FilterOptions, filterSql } from './filter-sql.ts';
import type { Database } from './schema.ts';

type Connection = Kysely<Database> | Transaction<Database>;

/** Rows by their `n`, of which those that do not meet a filter have still to be left out. */
export type Rows = RawBuilder<unknown>;

/** What an index narrows a filter to. */
export interface Search {
  /** What the index finds. */
  indexed: Rows;
  /** What is not in the index yet. */
  others: Rows;
  /** Whether all that the index finds meets the filter. */
  isExact: boolean;
}

/** What there is to find rows by, besides what SQL uses by itself. */
export interface Finder<P extends string> {
  search(filter: Filter<P>): Search | undefined;
  /** Fields that have indexes of their own. */
  lookups: ReadonlySet<P>;
  /** Orders in which an index has all rows. */
  walks: readonly (readonly P[])[];
}

/** So many rows are read one by one as fast as an index that knows nothing of them finds where they are. */
const FEW = 20_000;
/** A page is expected among so many times the rows that it should take if what matches were spread evenly … */
const SLACK = 2;
/** … and these, so that chance does not miss a small one. */
const MORE = 10;

/** How to find what meets a filter, where that is better than to read what SQL itself finds. */
export async function searchOf<P extends string>(
  db: Connection,
  filter: Filter<P> | undefined,
  finder: Finder<P> | undefined,
  options: FilterOptions<P>,
): Promise<Search | undefined> {
  const search = filter && finder?.search(filter);
  if (!search || !finder) return undefined;
  const terms = conditionsOf(filter).filter((term) => isLookUp(term, finder));
  return terms.length > 0 && (await areFew(db, { op: 'and', terms }, options)) ? undefined : search;
}

/** All rows that a search is about. */
export function rowsOf({ indexed, others }: Search): Rows {
  return sql`${indexed} union all ${others}`;
}

/**
 * The first rows in the order of a list, as many as a page of it should be among, where that is less than all that
 * match. What matches may be anywhere, so the page may not be among them.
 */
export function firstRows<P extends string>(
  { order, limit, offset }: { order: readonly Order<P>[]; limit: number; offset: number },
  { total, all }: { total: number; all: number },
  finder: Finder<P>,
  ordered: RawBuilder<unknown>,
): Rows | undefined {
  const count = Math.ceil((SLACK * (offset + limit + MORE) * all) / total);
  if (count >= total || !isWalk(order, finder)) return undefined;
  return sql`select n from tokens order by ${ordered} limit ${count}`;
}

function isLookUp<P extends string>(term: Filter<P>, { lookups }: Finder<P>): boolean {
  if (term.op === 'in') return lookups.has(term.field.path);
  return (
    term.op === 'compare' && term.operator !== 'ne' && term.operand.kind === 'value' && lookups.has(term.field.path)
  );
}

async function areFew<P extends string>(
  db: Connection,
  filter: Filter<P>,
  options: FilterOptions<P>,
): Promise<boolean> {
  const some = sql`select 1 from tokens where ${filterSql(filter, options)} limit ${FEW + 1}`;
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${some}) as some`.execute(db);
  return Number(rows[0]?.count) <= FEW;
}

function isWalk<P extends string>(order: readonly Order<P>[], { walks }: Finder<P>): boolean {
  const isOneWay = order.every(({ descending }) => descending === order[0]?.descending);
  const paths = order.map(({ field }) => field.path).join();
  return isOneWay && walks.some((walk) => walk.join() === paths);
}
