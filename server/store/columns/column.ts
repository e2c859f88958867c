import { type RawBuilder, sql } from 'kysely';

/**
 * What a field is in SQL: an expression, nothing for an object (it cannot be compared), or for a collection how to ask
 * for an element that meets a condition.
 */
export type Column =
  | { kind: 'value'; expression: RawBuilder<unknown> }
  | { kind: 'object' }
  | { kind: 'collection'; anyElement(condition: RawBuilder<unknown>): RawBuilder<boolean> };

export type Columns<P extends string> = Readonly<Record<P, Column>>;

export const object: Column = { kind: 'object' };

/** A field that no row has a value for. */
export const never: Column = value(sql`null`);

export function value(expression: RawBuilder<unknown>): Column {
  return { kind: 'value', expression };
}

export function column(name: string): Column {
  return value(sql.ref(name));
}

export function collection(anyElement: (condition: RawBuilder<unknown>) => RawBuilder<boolean>): Column {
  return { kind: 'collection', anyElement };
}

/** A scalar inside a JSON column. */
export function jsonValue(name: string, path: string): Column {
  return value(sql`json_extract(${sql.ref(name)}, ${sql.lit(path)})`);
}

/** An array inside a JSON column; its elements are `<alias>.value`. */
export function jsonCollection(name: string, path: string, alias: string): Column {
  return collection(
    (condition) =>
      sql`exists (select 1 from json_each(${sql.ref(name)}, ${sql.lit(path)}) as ${sql.ref(alias)} where ${condition})`,
  );
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
