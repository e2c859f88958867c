import { type RawBuilder, sql } from 'kysely';
import type { Filter } from '../../core/query/filter.ts';

/** Comparisons between two questions: together they take as long as some questions, which are calls of JavaScript. */
const COMPARISONS_BETWEEN = 64;
/** How many comparisons a pattern counts for, and each of a condition on elements. */
const OF_A_PATTERN = 4;
const OF_ELEMENTS = 4;

/**
 * A condition that holds for every row, and asks for each of some rows whether the query is still wanted: it is the one way
 * to end a statement. The more a filter does for a row, the more often it asks.
 */
export function stillWanted(table: string, filter: Filter | undefined): RawBuilder<unknown> {
  const rowsBetween = COMPARISONS_BETWEEN / weight(filter);
  if (rowsBetween < 2) return sql`still_wanted()`;
  const mask = 2 ** Math.floor(Math.log2(rowsBetween)) - 1;
  return sql`(${sql.ref(`${table}.rowid`)} & ${sql.lit(mask)} or still_wanted())`;
}

function weight(filter: Filter | undefined): number {
  switch (filter?.op) {
    case undefined:
      return 1;
    case 'and':
    case 'or':
      return filter.terms.reduce((sum, term) => sum + weight(term), 0);
    case 'not':
      return weight(filter.term);
    case 'like':
      return OF_A_PATTERN;
    case 'any':
      return OF_ELEMENTS * weight(filter.term);
    default:
      return 1;
  }
}
