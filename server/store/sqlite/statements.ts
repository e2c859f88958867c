import type { SqliteStatement } from 'kysely';
import { LRUCache } from 'lru-cache';

/**
 * A prepared statement takes up to 63 times the bytes of its text (measured: `in` with 500 values 63, a comparison 25,
 * 900 comparisons 12), and memory that JavaScript does not see.
 */
const BYTES_FOR_A_CHARACTER = 64;
/** For one connection. The statements of all requests but those with long filters take a tenth of it. */
const BUDGET_IN_BYTES = 8 * 1024 * 1024;
/** A statement of 8,192 characters; a longer one is not kept: it comes from a filter that hardly comes again. */
const LARGEST_IN_BYTES = 512 * 1024;

/** Prepared statements by their SQL. Those that were used last are kept, as many as the budget has room for. */
export function statementCache(): LRUCache<string, SqliteStatement> {
  return new LRUCache({
    maxSize: BUDGET_IN_BYTES,
    maxEntrySize: LARGEST_IN_BYTES,
    sizeCalculation: (_statement, sql) => sql.length * BYTES_FOR_A_CHARACTER,
  });
}
