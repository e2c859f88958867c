import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import pg from 'pg';
import { endsConnection } from './failure.ts';
import type { Pool } from './pool.ts';
import { nameOf } from './statements.ts';

const WRITING = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

const READING = /^\s*select\b/i;

/** A connection that one user has for some time. */
export class PostgresConnection implements DatabaseConnection {
  readonly client: pg.PoolClient;
  readonly #pool: Pool;
  readonly #signal: AbortSignal | undefined;
  #isBroken = false;
  #last: Promise<void> | undefined;

  /** @param signal Aborted where nobody waits for what is read; whatever fails then fails with its reason. */
  constructor(client: pg.PoolClient, pool: Pool, signal?: AbortSignal) {
    this.client = client;
    this.#pool = pool;
    this.#signal = signal;
  }

  /** @throws StoreUnavailable, Conflict, or what the server says of the statement. */
  async executeQuery<R>(query: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<QueryResult<R>> {
    const { rows, numAffectedRows } = await this.run<R>(query);
    return { rows, ...(numAffectedRows !== undefined && { numAffectedRows }) };
  }

  /** The same, with the command that the server says it has done. */
  async run<R>({ sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>) {
    const name = nameOf(sql);
    const values = READING.test(sql) ? parameters.map(lookedFor) : [...parameters];
    const query = { text: sql, values, ...(name !== undefined && { name }) };
    const { command, rowCount, rows } = await this.#noting(() => this.client.query<R & pg.QueryResultRow>(query));
    const numAffectedRows = WRITING.has(command) ? BigInt(rowCount ?? 0) : undefined;
    return { rows: rows as R[], numAffectedRows, command };
  }

  /** Runs statements without parameters in one go. @returns the command that the server has done last. */
  async runAll(text: string): Promise<string> {
    const answers = await this.#noting(() => this.client.query(text));
    return [answers].flat().at(-1)?.command ?? '';
  }

  /** The same, where one may be refused. @returns for which of these SQLSTATEs it was, undefined where none was. */
  attemptAll(text: string, refusals: ReadonlySet<string>): Promise<string | undefined> {
    return this.#noting(async () => {
      try {
        await this.client.query(text);
        return undefined;
      } catch (error) {
        if (error instanceof pg.DatabaseError && error.code !== undefined && refusals.has(error.code))
          return error.code;
        throw error;
      }
    });
  }

  /** Begins a transaction, and answers with the process of the server that it is in. */
  async beginKnown(begin: string): Promise<number> {
    const text = `${begin}; select pg_backend_pid() as process`;
    const answers = await this.#noting(() => this.client.query(text));
    const [, { rows }] = answers as unknown as [unknown, pg.QueryResult<{ process: number }>];
    return rows[0]?.process ?? 0;
  }

  /**
   * One statement after the other: what fails may be undone while others of its work still wait. Where they are pipelined,
   * the server has them in that order.
   */
  async #noting<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const { promise, resolve: done } = Promise.withResolvers<void>();
    this.#last = promise;
    if (!this.#pool.isPipelined) await before;
    try {
      this.#signal?.throwIfAborted();
      return await this.#pool.during(work);
    } catch (error) {
      this.#signal?.throwIfAborted();
      const failure = this.#pool.failed(error);
      if (endsConnection(failure)) this.discard();
      throw failure;
    } finally {
      done();
    }
  }

  // biome-ignore lint/correctness/useYield: nothing here streams, and Kysely asks for the method.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The connection does not stream.');
  }

  /** Whether it has ended, or has to. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** From now on nobody else is to have it. */
  discard(): void {
    this.#isBroken = true;
  }

  release(): void {
    this.#pool.release(this.client, this.#isBroken);
  }
}

/** Runs one statement on whatever connection is free. @throws as `PostgresConnection.executeQuery`. */
export async function executeOnAny<R>(
  pool: Pool,
  query: Pick<CompiledQuery, 'sql' | 'parameters'>,
): Promise<QueryResult<R>> {
  const connection = new PostgresConnection(await pool.acquire(), pool);
  try {
    return await connection.executeQuery<R>(query);
  } finally {
    connection.release();
  }
}

/** @param command What a server says it has done, which was told to commit. @throws Error where it undid it. */
export function assertCommitted(command: string): void {
  if (command === 'ROLLBACK') throw new Error('The database undid a transaction that failed before.');
}

/** No text of the database has NUL, nor is one with it found: the server would not even read it. */
function lookedFor(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value;
}
