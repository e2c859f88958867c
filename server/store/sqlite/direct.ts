import type { QueryResult } from 'kysely';
import type { Connection } from './connection.ts';
import { type Guard, guardedAtOnce } from './guard.ts';

/**
 * The straight way to a connection, for a query that is compiled already. On Kysely's, each query goes through a queue for the
 * connection, and comes back four promises later: that takes as long as SQLite does.
 */
export interface Direct {
  /** Others may be in the middle of a transaction on the same connection: only who has begun one may come this way. */
  inTransactionsOnly: boolean;
  execute<R>(sql: string, parameters: readonly unknown[]): QueryResult<R>;
}

/**
 * The straight way to a connection whose file is watched. One that only reads may be used while a transaction on it is under
 * way: that never waits for anything but what runs here, so nothing can have been answered since it began.
 */
export function directTo(connection: () => Connection, guard: Guard, inTransactionsOnly: boolean): Direct {
  return {
    inTransactionsOnly,
    execute: (sql, parameters) => guardedAtOnce(guard, () => run(connection(), sql, parameters)),
  };
}

function run<R>(connection: Connection, sql: string, parameters: readonly unknown[]): QueryResult<R> {
  const statement = connection.prepare(sql);
  if (statement.reader) return { rows: statement.all(parameters) as R[] };
  return { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) };
}
