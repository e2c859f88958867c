import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { isBusy } from './failure.ts';
import { rowMaker } from './rows.ts';
import { statementCache } from './statements.ts';

/** How long a connection waits for another process, unless told otherwise. */
const WAIT_MS = 5_000;
const RETRY_EVERY_MS = 20;

/** `cache_size` is in KiB when negative: the default is too small for deep lists. */
const PRAGMAS = ['foreign_keys = ON', 'cache_size = -16384'];
/**
 * `synchronous=FULL` with WAL: a commit is on the disk before it is answered. `temp_store`: what a statement with triggers
 * could have to undo is more than SQLite keeps in memory otherwise, and a file for it would be made at each insert.
 */
const WRITER_PRAGMAS = ['journal_mode = WAL', 'synchronous = FULL', 'temp_store = MEMORY'];

export interface ConnectionOptions {
  /** A connection that never writes, nor makes a file that is not there. */
  readOnly: boolean;
  /** Called in a list for each of some rows that are read; where it throws, the reading ends with what it throws. */
  requireWanted?(): void;
}

/** What Kysely's SQLite dialect asks of a database, on Node's own; prepared statements are kept. */
export class Connection implements SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = statementCache();

  /** @param file A path, or `:memory:`. */
  constructor(file: string, { readOnly, requireWanted = () => {} }: ConnectionOptions) {
    this.#database = new DatabaseSync(file, { readOnly, timeout: WAIT_MS });
    try {
      for (const pragma of readOnly ? PRAGMAS : [...WRITER_PRAGMAS, ...PRAGMAS]) {
        whenFree(() => this.#database.exec(`PRAGMA ${pragma}`));
      }
      this.#database.function('still_wanted', { directOnly: true }, () => {
        requireWanted();
        return 1;
      });
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  prepare(sql: string): SqliteStatement {
    const kept = this.#statements.get(sql);
    if (kept) return kept;
    const statement = adapt(this.#database.prepare(sql));
    this.#statements.set(sql, statement);
    return statement;
  }

  /** From now on a statement that meets a lock fails at once: who waits for it holds up whatever else its thread does. */
  waitForNobody(): void {
    this.#database.exec('PRAGMA busy_timeout = 0');
  }

  /** Whether a transaction has begun, and SQLite has not undone it by itself: it does so where a disk is full. */
  get isInTransaction(): boolean {
    return this.#database.isTransaction;
  }

  beginTransaction(): void {
    this.prepare('begin').run([]);
  }

  /** Where there is one. */
  endTransaction(): void {
    if (this.isInTransaction) this.prepare('commit').run([]);
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }
}

/** Two that open a new database at once are in each other's way where SQLite does not wait: one of them tries again. */
function whenFree(work: () => void): void {
  const end = performance.now() + WAIT_MS;
  for (;;) {
    try {
      work();
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_EVERY_MS);
    }
  }
}

function adapt(statement: StatementSync): SqliteStatement {
  const columns = statement.columns();
  const makeRow = rowMaker(columns.map(({ name }) => name));
  statement.setReturnArrays(true);
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
  const rowOf = (read: unknown) => makeRow(read as unknown[]);
  return {
    reader: columns.length > 0,
    all: (parameters) => statement.all(...values(parameters)).map(rowOf),
    run: (parameters) => statement.run(...values(parameters)),
    *iterate(parameters) {
      for (const read of statement.iterate(...values(parameters))) yield rowOf(read);
    },
  };
}
