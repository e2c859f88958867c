import type { Compilable } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Resource } from '../../generated/fields.ts';
import { type AtOnce, andThen } from '../core/at-once.ts';
import { onceFor } from '../core/once-for.ts';
import type { ListRequest } from '../core/ports/store.ts';
import type { Connection } from './connection.ts';
import type { ListSource } from './list-source.ts';
import { countQuery, pageQuery } from './list-sql.ts';
import { type PlaceOf, prepared } from './prepared.ts';
import type { Words } from './words.ts';

/** Many orders could be asked for. */
const MOST_KEPT = 100;

/** A page of all rows. */
export interface WholeRequest<R extends Resource> {
  order: ListRequest<R>['order'];
  source: ListSource<R>;
}

type Bounds = Pick<ListRequest<Resource>, 'limit' | 'offset'>;

/** Builds a query for a page of all rows, of which the bounds come later. */
type Build<T> = <R extends Resource>(
  db: Connection,
  asked: WholeRequest<R> & { place: PlaceOf<Bounds> },
) => Compilable<T>;

const totals = onceFor((_words: Words) => new Map<string, ReturnType<typeof totalQuery>>());

/** What a query has counted. */
export function totalOf([row]: readonly { total: number }[]): number {
  return Number(row?.total ?? 0);
}

const totalQuery = <R extends Resource>(source: ListSource<R>) =>
  prepared((db) => ({ compile: () => countQuery({}, source).compile(db) }));

/** How many rows there are in all. */
export function wholeTotal<R extends Resource>(db: Connection, source: ListSource<R>): AtOnce<number> {
  const kept = totals(source.words);
  const query = kept.get(source.table) ?? totalQuery(source);
  kept.set(source.table, query);
  return andThen(query(db, {}), totalOf);
}

/** Pages without a filter, which are asked for most: a query for each order, compiled once. */
export function wholePages<T>(build: Build<T>) {
  const pageOf = <R extends Resource>(asked: WholeRequest<R>) =>
    prepared((db, place: PlaceOf<Bounds>) => build(db, { ...asked, place }));
  const kept = onceFor((_words: Words) => new LRUCache<string, ReturnType<typeof pageOf>>({ max: MOST_KEPT }));
  return <R extends Resource>(
    db: Connection,
    { order, limit, offset }: ListRequest<R>,
    source: ListSource<R>,
  ): AtOnce<T[]> => {
    const pages = kept(source.words);
    const key = JSON.stringify([source.table, ...order.flatMap(({ field, descending }) => [field.path, descending])]);
    const query = pages.get(key) ?? pageOf({ order, source });
    pages.set(key, query);
    return query(db, { limit, offset });
  };
}

/** The ids of a page of all rows, in order. */
export const wholePage = wholePages((db, { order, source, place }) => ({
  compile: () => pageQuery({ order, limit: place('limit'), offset: place('offset') }, source).compile(db),
}));
