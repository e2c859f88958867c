import type { QueryResult } from 'kysely';
import type { Direct } from '../direct.ts';
import type { Connection } from './connection.ts';
import { type Guard, guardedAtOnce } from './guard.ts';

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
