import { type RawBuilder, sql } from 'kysely';

/** Rows by their `n`: among them are all that meet a filter. */
export type Rows = RawBuilder<unknown>;

/** What an index narrows a filter to. */
export interface Narrowed {
  /** What the index finds. */
  indexed: Rows;
  /** What is not in the index yet. */
  others: Rows;
  /** Whether all that the index finds meets the filter. */
  isExact: boolean;
}

/** The rows that a search is about. */
export function rowsOf({ indexed, others }: Narrowed): Rows {
  return sql`${indexed} union all ${others}`;
}
