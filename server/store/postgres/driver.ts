import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { StoreUnavailable } from '../../core/ports/store-unavailable.ts';
import { assertCommitted, executeOnAny, PostgresConnection } from './connection.ts';
import type { Pool } from './pool.ts';

const raw = (sql: string) => ({ sql, parameters: [] });

/** Transactions, each on a connection of its own. */
abstract class TransactionDriver implements Driver {
  async init(): Promise<void> {}

  abstract acquireConnection(): Promise<PostgresConnection>;
  abstract beginTransaction(connection: PostgresConnection): Promise<void>;
  abstract releaseConnection(connection: PostgresConnection): Promise<void>;
  abstract destroy(): Promise<void>;

  /** @throws Error where the server undid it. */
  async commitTransaction(connection: PostgresConnection): Promise<void> {
    assertCommitted((await connection.run(raw('commit'))).command);
  }

  /** What made it necessary is what is told, not that the connection is gone: then the server undoes it by itself. */
  async rollbackTransaction(connection: PostgresConnection): Promise<void> {
    await connection.executeQuery(raw('rollback')).catch(() => connection.discard());
  }
}

/** Makes tables, on the connections of a pool. */
export class TablesDriver extends TransactionDriver {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    super();
    this.#pool = pool;
  }

  async acquireConnection(): Promise<PostgresConnection> {
    return new PostgresConnection(await this.#pool.acquire(), this.#pool);
  }

  /** Whoever waits for a lock has to see what the one before did: a serializable transaction would not. */
  async beginTransaction(connection: PostgresConnection): Promise<void> {
    // Whether it may write is left to the database: an operator may have made it read-only.
    await connection.executeQuery(raw('start transaction isolation level read committed'));
  }

  async releaseConnection(connection: PostgresConnection): Promise<void> {
    connection.release();
  }

  destroy(): Promise<void> {
    return this.#pool.close();
  }
}

/** Works on one connection, which is somebody else's to give back; its transactions read what belongs together, as it is at one moment. */
export class MomentDriver extends TransactionDriver {
  readonly #connection: PostgresConnection;
  /** The server's name of who reads, while there is a transaction. */
  process: number | undefined;

  constructor(connection: PostgresConnection) {
    super();
    this.#connection = connection;
  }

  async acquireConnection(): Promise<PostgresConnection> {
    return this.#connection;
  }

  /** In one go: behind a pooler a transaction may have another process each time. */
  async beginTransaction(connection: PostgresConnection): Promise<void> {
    const begin = 'start transaction isolation level repeatable read read only';
    this.process = await connection.beginKnown(begin);
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}

/** Each query on whatever connection is free: for reading what belongs to nothing else. */
export class ReadingDriver implements Driver {
  readonly #any: AnyConnection;

  constructor(any: AnyConnection) {
    this.#any = any;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#any;
  }

  async beginTransaction(): Promise<void> {
    throw new Error('It reads only what belongs to nothing else.');
  }

  async commitTransaction(): Promise<void> {}

  async rollbackTransaction(): Promise<void> {}

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}

/** Whatever connection is free. */
export class AnyConnection implements DatabaseConnection {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Once more where a connection died since it was used last, as all of them do with their server. */
  async executeQuery<R>(query: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<QueryResult<R>> {
    try {
      return await executeOnAny(this.#pool, query);
    } catch (error) {
      if (!(error instanceof StoreUnavailable && error.reason === 'gone')) throw error;
    }
    return executeOnAny(this.#pool, query);
  }

  // biome-ignore lint/correctness/useYield: nothing here streams, and Kysely asks for the method.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The connection does not stream.');
  }
}
