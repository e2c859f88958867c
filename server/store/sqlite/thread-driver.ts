import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { DatabaseThread } from './database-thread.ts';

/**
 * Kysely's driver for a connection that lives in a thread. The thread is started when it is needed first, and another one
 * after it has ended by itself.
 */
export class ThreadDriver implements Driver {
  readonly #connection: ThreadConnection;

  constructor(file: string) {
    this.#connection = new ThreadConnection(file);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<ThreadConnection> {
    return this.#connection;
  }

  async beginTransaction(connection: ThreadConnection): Promise<void> {
    connection.begin();
  }

  async commitTransaction(connection: ThreadConnection): Promise<void> {
    connection.end();
  }

  async rollbackTransaction(connection: ThreadConnection): Promise<void> {
    connection.end();
  }

  async releaseConnection(): Promise<void> {}

  /** Does work. When the signal is aborted, what it reads rejects with the signal's reason. */
  async until<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const connection = this.#connection;
    const cancel = () => connection.cancel();
    connection.signal = signal;
    signal?.addEventListener('abort', cancel);
    try {
      return await work();
    } catch (error) {
      // Whatever it fails with then, such as a database that is closed meanwhile.
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      connection.signal = undefined;
    }
  }

  /** Ends the thread, until it is needed again. */
  rest(): Promise<void> {
    return this.#connection.rest();
  }

  destroy(): Promise<void> {
    return this.#connection.close();
  }
}

class ThreadConnection implements DatabaseConnection {
  readonly #file: string;
  #thread: DatabaseThread | undefined;
  /** A transaction begins with its first query, which saves a way to the thread and back. */
  #begins = false;
  #isClosed = false;
  signal: AbortSignal | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  begin(): void {
    this.#begins = true;
  }

  /** Nothing is written, so it ends one way only. */
  end(): void {
    if (!this.#begins) this.#thread?.endTransaction();
    this.#begins = false;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    this.signal?.throwIfAborted();
    const begins = this.#begins;
    this.#begins = false;
    const rows = await this.#running().all({ begins, sql, parameters });
    if (rows === 'cancelled') throw this.signal?.reason;
    return { rows: rows as R[] };
  }

  // biome-ignore lint/correctness/useYield: nothing here streams, and Kysely asks for the method.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The thread does not stream.');
  }

  cancel(): void {
    this.#thread?.cancel();
  }

  async rest(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.close();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.rest();
  }

  #running(): DatabaseThread {
    if (this.#isClosed) throw new Error('The database is closed.');
    if (!this.#thread || this.#thread.hasEnded) this.#thread = new DatabaseThread(this.#file);
    return this.#thread;
  }
}
