import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { fold, matchesPattern, type Pattern } from '../../core/query/text.ts';

const CACHED_STATEMENTS = 200;

/**
 * `synchronous=FULL` with WAL: a commit is on the disk before it is answered. `cache_size` is in KiB when negative:
 * the default is too small for deep lists.
 */
const PRAGMAS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'busy_timeout = 5000',
  'cache_size = -65536',
];

/** What Kysely's SQLite dialect asks of a database, on Node's own; prepared statements are kept. */
export class Connection implements SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, SqliteStatement>();

  /** @param file A path, or `:memory:`. */
  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    for (const pragma of PRAGMAS) this.#database.exec(`PRAGMA ${pragma}`);
    defineTextFunctions(this.#database);
  }

  prepare(sql: string): SqliteStatement {
    const cached = this.#statements.get(sql);
    if (cached) return cached;
    const [oldest] = this.#statements.keys();
    if (this.#statements.size >= CACHED_STATEMENTS && oldest !== undefined) this.#statements.delete(oldest);
    const statement = adapt(this.#database.prepare(sql));
    this.#statements.set(sql, statement);
    return statement;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
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

/** What SQLite has no Unicode for; null stays null. */
function defineTextFunctions(database: DatabaseSync): void {
  const options = { deterministic: true, directOnly: true };
  database.function('fold', options, (text) => (typeof text === 'string' ? fold(text) : null));
  let pieces = '';
  let pattern: Pattern = [''];
  database.function('matches_pattern', options, (text, json) => {
    if (typeof text !== 'string') return null;
    if (json !== pieces) {
      pieces = String(json);
      pattern = JSON.parse(pieces);
    }
    return matchesPattern(text, pattern) ? 1 : 0;
  });
}
