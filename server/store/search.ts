import { type RawBuilder, sql } from 'kysely';
import type { FieldPath, Resource } from '../../generated/fields.ts';
import { type AtOnce, andThen } from '../core/at-once.ts';
import type { ListRequest } from '../core/ports/store.ts';
import { conditionsOf } from '../core/query/conditions.ts';
import type { Filter } from '../core/query/filter.ts';
import type { Connection } from './connection.ts';
import { filterSql } from './filter-sql.ts';
import type { ListSource } from './list-source.ts';
import type { Narrowed } from './narrowed.ts';
import { rowsFrom } from './prepared.ts';
import { totalOf, wholeTotal } from './whole.ts';

/** A filter that an index narrows to less than reading what SQL itself finds would take. */
export interface Search extends Narrowed {
  /** How many rows there are, whatever the filter. */
  all: number;
}

/** The same once it is known how many rows match. */
export interface Found extends Search {
  total: number;
}

/** So many rows are read while an index that knows nothing of them is asked. */
const FEW = 20_000;
/** Rows in any place take so many times as long as those one behind the other. */
const SHARE = 8;
/** A page is looked for among so many times the rows that it should take if what matches were spread evenly … */
const SLACK = 2;
/** … and these, so that chance does not miss a small one; then among so many times more. */
const [MORE, GROWTH] = [10, 8];

/** How to find what meets a filter, if not as SQL does by itself. */
export function searchOf<R extends Resource>(
  db: Connection,
  filter: Filter<FieldPath<R>> | undefined,
  source: ListSource<R>,
): AtOnce<Search | undefined> {
  const narrowed = filter && source.finder?.narrow(filter);
  return narrowed && searchBy(narrowed, db, filter, source);
}

async function searchBy<R extends Resource>(
  narrowed: Narrowed,
  db: Connection,
  filter: Filter<FieldPath<R>>,
  source: ListSource<R>,
): Promise<Search | undefined> {
  const terms = conditionsOf(filter).filter((term) => isLookUp(term, source));
  if (terms.length > 0) {
    const found = sql`select 1 from ${sql.table(source.table)} where ${filterSql({ op: 'and', terms }, source)}`;
    if (!(await areMore(db, found, FEW))) return undefined;
  }
  const all = await wholeTotal(db, source);
  if (!narrowed.isExact && (await areMore(db, narrowed.indexed, all / SHARE))) return undefined;
  return { ...narrowed, all };
}

/** Whether so many rows match that they are found as fast without the index. */
export function areMost({ all, total }: Found): boolean {
  return total > all / SHARE;
}

/** Where in which order a page is. */
type Place<R extends Resource> = Pick<ListRequest<R>, 'order' | 'limit' | 'offset'>;

/**
 * Among how many rows, the first ones in the order of a list, to look for a page before all that match are read and
 * sorted. What matches may be anywhere, so the page may not be among them. None where that is no less work, as in
 * an order that no index has.
 */
export function* windows<R extends Resource>(
  place: Place<R>,
  source: ListSource<R>,
  { all, total }: Found,
): Generator<number> {
  if (!isWalked(place, source)) return;
  for (let count = windowFor(place, all / total); count < total / 2; count *= GROWTH) yield count;
}

/**
 * The same before it is known how many rows match, which takes longer than to look among these: for what most searches find.
 * Undefined where it may take as long.
 */
export function earlyWindow<R extends Resource>(place: Place<R>, source: ListSource<R>): number | undefined {
  const count = windowFor(place, SHARE);
  return isWalked(place, source) && count <= FEW ? count : undefined;
}

/** Whether an index has all rows in the order. */
function isWalked<R extends Resource>({ order: [first] }: Place<R>, { finder }: ListSource<R>): boolean {
  return first !== undefined && finder?.walks.has(first.field.path) === true;
}

/** @param share Of how many rows one matches. */
function windowFor<R extends Resource>({ limit, offset }: Place<R>, share: number): number {
  return Math.ceil(SLACK * (offset + limit + MORE) * share);
}

function isLookUp<R extends Resource>(term: Filter<FieldPath<R>>, { finder }: ListSource<R>): boolean {
  if (term.op !== 'in' && term.op !== 'compare') return false;
  const isRange = term.op === 'in' || (term.operator !== 'ne' && term.operand.kind === 'value');
  return isRange && finder?.lookups.has(term.field.path) === true;
}

async function areMore(db: Connection, rows: RawBuilder<unknown>, most: number): Promise<boolean> {
  const some = sql<{ total: number }>`select count(*) as total from (${rows} limit ${Math.floor(most) + 1}) as some`;
  return (await numberOf(db, some)) > most;
}

/** What a query counts. */
export function numberOf(db: Connection, query: RawBuilder<{ total: number }>): AtOnce<number> {
  return andThen(rowsFrom(db, query), totalOf);
}
