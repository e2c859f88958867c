import { type RawBuilder, sql } from 'kysely';
import { pathsOf } from '../core/query/conditions.ts';
import type { Filter } from '../core/query/filter.ts';
import { type FilterOptions, filterSql } from './filter-sql.ts';

/** How many rows there are, kept for each combination of some of their fields. */
export interface KeptTotals<P extends string> extends Pick<FilterOptions<P>, 'words' | 'columns'> {
  /** Where the totals are, a row for each combination, under the name of the table that they are of. */
  from: RawBuilder<unknown>;
  /** Whether a field is the same for all rows that a total is of. */
  tells(path: P): boolean;
}

/** The total of a filter from what is kept; undefined where it depends on more than that. */
export function keptTotal<P extends string>(
  filter: Filter<P> | undefined,
  kept: readonly KeptTotals<P>[] = [],
): RawBuilder<{ total: number }> | undefined {
  const paths = filter ? [...pathsOf(filter)] : [];
  const found = kept.find(({ tells }) => paths.every(tells));
  if (!found) return undefined;
  const where = filter ? sql`where ${filterSql(filter, found)}` : sql``;
  return sql`select coalesce(sum(total), 0) as total from ${found.from} ${where}`;
}
