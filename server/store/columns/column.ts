import { type RawBuilder, sql } from 'kysely';

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
export const never: Column = value(sql`null`);

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

/** A scalar inside a JSON column, no text. */
export function jsonValue(name: string, path: string): Value {
  return value(extracted(sql.ref(name), path));
}

/** A text inside a JSON column. */
export function jsonText(name: string, path: string): Value {
  const { expression, folded } = jsonValue(name, path);
  return value(expression, sql`coalesce(${extracted(foldedRef(name), path)}, ${folded})`);
}

/** An array inside a JSON column; its elements are `<alias>.value`. */
export function jsonCollection(name: string, path: string, alias: string): Column {
  return collection(
    (condition) =>
      sql`exists (select 1 from json_each(${sql.ref(name)}, ${sql.lit(path)}) as ${sql.ref(alias)} where ${condition})`,
  );
}

/** A text inside the elements of such an array, or with the path `$` the elements themselves. */
export function jsonElement(name: string, alias: string, path: string): Value {
  const { expression, folded } = path === '$' ? column(`${alias}.value`) : jsonValue(`${alias}.value`, path);
  // What is folded is another array, where the element is at the same place.
  const place = sql`${sql.ref(`${alias}.fullkey`)} || ${sql.lit(path.slice(1))}`;
  return value(expression, sql`coalesce(json_extract(${foldedRef(name)}, ${place}), ${folded})`);
}

/** What `folded.ts` writes beside a column. */
function foldedRef(name: string): RawBuilder<unknown> {
  return sql.ref(`${name}_folded`);
}

function extracted(json: RawBuilder<unknown>, path: string): RawBuilder<unknown> {
  return sql`json_extract(${json}, ${sql.lit(path)})`;
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
