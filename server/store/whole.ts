import { LRUCache } from 'lru-cache';
import type { Resource } from '../../generated/fields.ts';
import { type AtOnce, andThen } from '../core/at-once.ts';
import type { ListRequest } from '../core/ports/store.ts';
import type { Connection } from './connection.ts';
import type { ListSource } from './list-source.ts';
import { countQuery, pageQuery } from './list-sql.ts';
import { type PlaceOf, prepared } from './prepared.ts';
import { byWords } from './words.ts';

/** Many orders could be asked for. */
const MOST_KEPT = 100;

type Bounds = Pick<ListRequest<Resource>, 'limit' | 'offset'>;

const totalOf = <R extends Resource>(source: ListSource<R>) =>
  prepared((db) => ({ compile: () => countQuery({}, source).compile(db) }));

const pageOf = <R extends Resource>(order: ListRequest<R>['order'], source: ListSource<R>) =>
  prepared((db, place: PlaceOf<Bounds>) => ({
    compile: () => pageQuery({ order, limit: place('limit'), offset: place('offset') }, source).compile(db),
  }));

/** Queries without a filter: those that are asked for most, and that are the same each time. */
const keptFor = byWords(() => ({
  totals: new Map<string, ReturnType<typeof totalOf>>(),
  pages: new LRUCache<string, ReturnType<typeof pageOf>>({ max: MOST_KEPT }),
}));

/** How many rows there are in all. */
export function wholeTotal<R extends Resource>(db: Connection, source: ListSource<R>): AtOnce<number> {
  const { totals } = keptFor(source.words);
  const query = totals.get(source.table) ?? totalOf(source);
  totals.set(source.table, query);
  return andThen(query(db, {}), ([row]) => Number(row?.total ?? 0));
}

/** The ids of a page of all rows, in order. */
export function wholePage<R extends Resource>(
  db: Connection,
  { order, limit, offset }: ListRequest<R>,
  source: ListSource<R>,
): AtOnce<{ id: string }[]> {
  const { pages } = keptFor(source.words);
  const key = JSON.stringify([source.table, ...order.flatMap(({ field, descending }) => [field.path, descending])]);
  const query = pages.get(key) ?? pageOf(order, source);
  pages.set(key, query);
  return query(db, { limit, offset });
}
