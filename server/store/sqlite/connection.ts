import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { isSqliteError } from './failure.ts';
import { statementCache } from './statements.ts';

const BUSY = 5;
/** How long a statement waits for another process. */
const WAIT_MS = 5_000;
const RETRY_EVERY_MS = 20;

/** `cache_size` is in KiB when negative: the default is too small for deep lists. */
const PRAGMAS = ['foreign_keys = ON', 'cache_size = -65536'];
/**
 * `synchronous=FULL` with WAL: a commit is on the disk before it is answered. `temp_store`: what a statement with triggers
 * could have to undo is more than SQLite keeps in memory otherwise, and a file for it would be made at each insert.
 */
const WRITER_PRAGMAS = ['journal_mode = WAL', 'synchronous = FULL', 'temp_store = MEMORY'];

/** What Kysely's SQLite dialect asks of a database, on Node's own; prepared statements are kept. */
export class Connection implements SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = statementCache();

  /**
   * @param file A path, or `:memory:`.
   * @param readOnly A connection that never writes, nor makes a file that is not there.
   */
  constructor(file: string, { readOnly }: { readOnly: boolean }) {
    this.#database = new DatabaseSync(file, { readOnly, timeout: WAIT_MS });
    try {
      for (const pragma of readOnly ? PRAGMAS : [...WRITER_PRAGMAS, ...PRAGMAS]) {
        whenFree(() => this.#database.exec(`PRAGMA ${pragma}`));
      }
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

  /** Whether a transaction has begun, and SQLite has not undone it by itself: it does so where a disk is full. */
  get isInTransaction(): boolean {
    return this.#database.isTransaction;
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
      const isBusy = isSqliteError(error) && (error.errcode & 0xff) === BUSY;
      if (!isBusy || performance.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_EVERY_MS);
    }
  }
}

function adapt(statement: StatementSync): SqliteStatement {
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}
