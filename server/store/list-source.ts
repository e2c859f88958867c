import type { FieldPath, Resource } from '../../generated/fields.ts';
import type { Filter } from '../core/query/filter.ts';
import type { FilterOptions } from './filter-sql.ts';
import type { Narrowed } from './narrowed.ts';
import type { KeptTotals } from './totals.ts';

/** The table of a resource, and what helps to find its rows and to count them. */
export interface ListSource<R extends Resource> extends FilterOptions<FieldPath<R>> {
  table: 'tokens' | 'modules' | 'accounts';
  totals?: readonly KeptTotals<FieldPath<R>>[];
  finder?: Finder<FieldPath<R>>;
  /** Fields of which no two rows have the same value. */
  unique: ReadonlySet<FieldPath<R>>;
}

/** What there is to find rows by, besides what SQL uses by itself. */
export interface Finder<P extends string> {
  narrow(filter: Filter<P>): Narrowed | undefined;
  /** Fields that have indexes of their own. */
  lookups: ReadonlySet<P>;
  /** Fields in whose order an index has all rows. */
  walks: ReadonlySet<P>;
  served: Served<P>;
}

/** What an index serves together with an order, and what the kept totals know of it. */
export interface Served<P extends string> {
  orders: ReadonlySet<P>;
  /** Fields that have few values. */
  few: ReadonlySet<P>;
  /** Fields that have many, one of which is to be named. */
  many: ReadonlySet<P>;
}
