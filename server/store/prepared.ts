import { type Compilable, type CompiledQuery, type QueryResult, type RawBuilder, sql } from 'kysely';
import { type AtOnce, andThen } from '../core/at-once.ts';
import type { Connection } from './connection.ts';
import { directOf } from './direct.ts';
import { type Words, wordsOf } from './words.ts';

/** Stands in a compiled query where a parameter comes. */
class Place {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Where a parameter of this name comes. */
export type PlaceOf<V> = <N extends keyof V & string>(name: N) => RawBuilder<V[N]>;

/** @param names Those of the parameters that it is used with first; all others have the same. */
type Build<V, R> = (db: Connection, place: PlaceOf<V>, names: readonly (keyof V & string)[]) => Compilable<R>;

/**
 * A query that is the same each time but for its parameters: built and compiled at its first use, which takes longer than
 * running it. Its rows are there at once where the database is in this process.
 */
export function prepared<V extends object, R>(build: Build<V, R>) {
  const execute = preparedResult(build);
  return (db: Connection, values: V): AtOnce<R[]> => andThen(execute(db, values), ({ rows }) => rows);
}

/** The same of a query that writes; answers with the number of rows that it has written. */
export function preparedChange<V extends object>(build: Build<V, unknown>) {
  const execute = preparedResult(build);
  return async (db: Connection, values: V): Promise<number> => Number((await execute(db, values)).numAffectedRows ?? 0);
}

function preparedResult<V extends object, R>(build: Build<V, R>) {
  // By the words, because each database has a query of its own.
  const compiledFor = new Map<Words, CompiledQuery<R>>();
  return (db: Connection, values: V): AtOnce<QueryResult<R>> => {
    const words = wordsOf(db);
    const compiled = compiledFor.get(words) ?? compile(build, db, values);
    compiledFor.set(words, compiled);
    const parameters = compiled.parameters.map((value) =>
      value instanceof Place ? values[value.name as keyof V] : value,
    );
    return executeOn(db, compiled, parameters);
  };
}

/** The rows of a query that is another one each time. */
export function rowsFrom<R>(db: Connection, query: RawBuilder<R>): AtOnce<R[]> {
  const compiled = query.compile(db);
  return andThen(executeOn(db, compiled, compiled.parameters), ({ rows }) => rows);
}

function executeOn<R>(db: Connection, query: CompiledQuery<R>, parameters: readonly unknown[]): AtOnce<QueryResult<R>> {
  return directOf(db)?.execute<R>(query.sql, parameters) ?? db.executeQuery<R>({ ...query, parameters });
}

function compile<V extends object, R>(build: Build<V, R>, db: Connection, values: V): CompiledQuery<R> {
  const place = (name: string) => sql.val(new Place(name)) as RawBuilder<never>;
  const compiled = build(db, place, Object.keys(values) as (keyof V & string)[]).compile();
  wordsOf(db).comesAgain?.(compiled.sql);
  return compiled;
}
