import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';
import type { ThreadAnswer, ThreadQuery } from './thread.ts';

/** Kysely's driver for a connection that lives in a thread: queries go there, rows come back, one after the other. */
export class ThreadDriver implements Driver {
  readonly #file: string;
  #connection: ThreadConnection | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  async init(): Promise<void> {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: this.#file });
    await once(worker, 'message');
    this.#connection = new ThreadConnection(worker);
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    if (!this.#connection) throw new Error('The driver is not initialised.');
    return this.#connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    await this.#connection?.close();
  }
}

class ThreadConnection implements DatabaseConnection {
  readonly #worker: Worker;
  readonly #waiting: PromiseWithResolvers<unknown[]>[] = [];
  #end: unknown;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (answer: ThreadAnswer) => {
      const waiting = this.#waiting.shift();
      if (answer.rows) waiting?.resolve(answer.rows);
      else waiting?.reject(failureOf(answer));
    });
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', () => this.#fail(new Error('The thread of the database has ended.')));
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#end) throw this.#end;
    const waiting = Promise.withResolvers<unknown[]>();
    this.#waiting.push(waiting);
    this.#worker.postMessage({ sql, parameters } satisfies ThreadQuery);
    return { rows: (await waiting.promise) as R[] };
  }

  // biome-ignore lint/correctness/useYield: nothing here streams, and Kysely asks for the method.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The thread does not stream.');
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: unknown): void {
    this.#end ??= error;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
  }
}

function failureOf({ error, errcode }: Exclude<ThreadAnswer, { rows: unknown[] }>): unknown {
  return error instanceof Error && errcode !== undefined ? Object.assign(error, { errcode }) : error;
}
