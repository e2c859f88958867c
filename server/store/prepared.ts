import { type Compilable, type CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { Connection } from './connection.ts';

/** Stands in a compiled query where a parameter comes. */
class Place {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Where a parameter of this name comes. */
export type PlaceOf<V> = <N extends keyof V & string>(name: N) => RawBuilder<V[N]>;

/**
 * A query that is the same each time but for its parameters: built and compiled at its first use, which takes longer than
 * running it.
 */
export function prepared<V extends object, R>(build: (db: Connection, place: PlaceOf<V>) => Compilable<R>) {
  let compiled: CompiledQuery<R> | undefined;
  return async (db: Connection, values: V): Promise<R[]> => {
    compiled ??= build(db, (name) => sql.val(new Place(name)) as RawBuilder<never>).compile();
    const parameters = compiled.parameters.map((value) =>
      value instanceof Place ? values[value.name as keyof V] : value,
    );
    return (await db.executeQuery<R>({ ...compiled, parameters })).rows;
  };
}
