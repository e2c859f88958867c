import type { FieldTable } from './fields.ts';
import { parseListQuery } from './list-query.ts';
import { QueryError, type QueryErrors } from './query-error.ts';

/** What is wrong with a list query; nothing, if it can be answered. */
export function errorsOf(rawQuery: string, table: FieldTable): QueryErrors | undefined {
  try {
    parseListQuery(rawQuery, table);
    return undefined;
  } catch (error) {
    if (error instanceof QueryError) return error.errors;
    throw error;
  }
}
