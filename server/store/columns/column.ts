import { type RawBuilder, sql } from 'kysely';
import type { Words } from '../words.ts';

/**
 * What a field is in SQL: an expression, nothing for an object (it cannot be compared), or for a collection how to ask
 * for an element that meets a condition.
 */
export type Column =
  | Value
  | { kind: 'object' }
  | { kind: 'collection'; anyElement(condition: RawBuilder<unknown>): RawBuilder<boolean> };

/** One value. */
export interface Value {
  kind: 'value';
  expression: RawBuilder<unknown>;
  /** Of a text, the same with its case taken out [rql.ilike]. */
  folded: RawBuilder<unknown>;
}

export type Columns<P extends string> = Readonly<Record<P, Column>>;

export const object: Column = { kind: 'object' };

/** A field that no row has a value for. */
export const never: Column = value(sql`cast(null as text)`);

/** Of a text, one of ASCII only, as ids and the words of enums are: that much SQL folds by itself. */
export function value(expression: RawBuilder<unknown>, folded: RawBuilder<unknown> = sql`lower(${expression})`): Value {
  return { kind: 'value', expression, folded };
}

/** A column that holds no text, or one of ASCII only. */
export function column(name: string): Value {
  return value(sql.ref(name));
}

/** A column that holds any text. */
export function textColumn(name: string): Value {
  const { expression, folded } = column(name);
  return value(expression, sql`coalesce(${foldedRef(name)}, ${folded})`);
}

export function collection(anyElement: (condition: RawBuilder<unknown>) => RawBuilder<boolean>): Column {
  return { kind: 'collection', anyElement };
}

/** What is inside columns of JSON. */
export interface JsonColumns {
  /** A boolean. */
  flag(name: string, path: string): Value;
  text(name: string, path: string): Value;
  /** An array; its elements are known by the alias. */
  collection(name: string, path: string, alias: string): Column;
  /** A text inside the elements of such an array, or with the path `$` the elements themselves. */
  element(name: string, arrayPath: string, alias: string, path: string): Value;
  /** The same where it is of ASCII only. */
  word(alias: string, path: string): Value;
}

export function jsonColumns(words: Words): JsonColumns {
  return {
    flag: (name, path) => value(words.jsonFlag(sql.ref(name), path)),
    text(name, path) {
      const { expression, folded } = value(words.jsonText(sql.ref(name), path));
      return value(expression, sql`coalesce(${words.jsonText(foldedRef(name), path)}, ${folded})`);
    },
    collection: (name, path, alias) =>
      collection(
        (condition) => sql`exists (select 1 from ${words.elements(sql.ref(name), path, alias)} where ${condition})`,
      ),
    element(name, arrayPath, alias, path) {
      const { expression, folded } = value(words.elementText(alias, path));
      // What is folded is another array, where the element is at the same place.
      const inFolded = words.sameElementText(foldedRef(name), arrayPath, alias, path);
      return value(expression, sql`coalesce(${inFolded}, ${folded})`);
    },
    word: (alias, path) => value(words.elementText(alias, path)),
  };
}

/** What `folded.ts` writes beside a column. */
export function foldedRef(name: string): RawBuilder<unknown> {
  return sql.ref(`${name}_folded`);
}

/**
 * The columns of a resource as they are reached from another one, under a prefix such as `account.`. What is
 * inside a collection is reached through that.
 */
export function prefixed<Prefix extends string, P extends string>(
  prefix: Prefix,
  columns: Columns<P>,
  reach: (column: Column) => Column = (own) => own,
): Columns<`${Prefix}${P}`> {
  const entries = Object.entries<Column>(columns).map(([path, own]) => [
    prefix + path,
    path.includes('[') ? own : reach(own),
  ]);
  return Object.fromEntries(entries) as Columns<`${Prefix}${P}`>;
}
