import type { RawBuilder } from 'kysely';
import type { FieldPath } from '../../generated/fields.ts';
import type { Filter } from '../core/query/filter.ts';
import type { Pattern } from '../core/query/text.ts';
import type { Scalar } from '../core/query/values.ts';
import type { Connection } from './connection.ts';
import type { Narrowed } from './narrowed.ts';

type Sql = RawBuilder<unknown>;

/**
 * What each database says in words of its own; all other SQL is the same for both. Paths into JSON are such as
 * `$.eligibility.multi` and `$."group.buyers"`, `$` is all of it.
 */
export interface Words {
  /** A text inside JSON, null where there is none. */
  jsonText(json: Sql, path: string): Sql;
  /** A boolean inside JSON: 1, 0, or null where there is none. */
  jsonFlag(json: Sql, path: string): Sql;
  /** The elements of an array inside JSON, as rows of a table of that name; none where there is no array. */
  elements(json: Sql, path: string, alias: string): Sql;
  /** A text inside an element of such a table. */
  elementText(alias: string, path: string): Sql;
  /** The same inside the element that is at the same place of another array. */
  sameElementText(json: Sql, arrayPath: string, alias: string, path: string): Sql;
  /** Whether a text matches a pattern; both are folded where the case is to be ignored. Null where there is no text. */
  like(text: Sql, pattern: Pattern): Sql;
  /** A value to compare a field of this type with. */
  bound(value: Scalar, type: string): Sql;
  /** A condition that holds for every row, and ends the query where it is not wanted any more; if the database needs it. */
  stillWanted(table: string, filter: Filter | undefined): Sql;
  /** How an index of names and descriptions narrows a filter of tokens, where the database does not use it by itself. */
  narrowTexts?(filter: Filter<FieldPath<'apiTokens'>>): Narrowed | undefined;
  /** Told of each query that will come again and again. */
  comesAgain?(query: string): void;
  /** The texts of a JSON array as rows, for `in`. */
  textsOf(json: RawBuilder<string>): RawBuilder<string>;
  /** One row: the ids of these rows in their order, joined, and how many they are. */
  joinedIds(rows: Sql, separator: string): RawBuilder<{ ids: string | null; count: number }>;
}

/** The words of the database that a connection is of: its adapter has them. */
export function wordsOf(db: Connection): Words {
  const { adapter } = db.getExecutor();
  if (!('words' in adapter)) throw new TypeError('This database has no words.');
  return adapter.words as Words;
}
