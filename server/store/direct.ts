import type { QueryResult } from 'kysely';
import type { AtOnce } from '../core/at-once.ts';
import type { Connection } from './connection.ts';

/**
 * The straight way to a connection, for a query that is compiled already. On Kysely's, each query goes through a queue for the
 * connection, and comes back four promises later: that takes as long as SQLite does.
 */
export interface Direct {
  /** Others may be in the middle of a transaction on the same connection: only who has begun one may come this way. */
  inTransactionsOnly: boolean;
  /** What has to be sent is sent before this returns. */
  execute<R>(sql: string, parameters: readonly unknown[]): AtOnce<QueryResult<R>>;
}

/** That way, where there is one and it is open to who asks: the adapter of a database has it, and a transaction has the same. */
export function directOf(db: Connection): Direct | undefined {
  const { adapter } = db.getExecutor();
  const direct = 'direct' in adapter ? (adapter.direct as Direct | undefined) : undefined;
  return direct && (db.isTransaction || !direct.inTransactionsOnly) ? direct : undefined;
}
