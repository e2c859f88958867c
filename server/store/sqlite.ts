import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import type { Database } from './schema.ts';
import { sqliteFile } from './url.ts';

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
class NodeSqlite implements SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(database: DatabaseSync) {
    this.#database = database;
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

/** Takes the write lock when a transaction begins: one that upgrades later can fail where another process writes. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

class NodeSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new ImmediateDriver({ database: this.#database });
  }
}

/**
 * Opens a SQLite database: one connection that writes and, for a file, one that reads, which sees committed data only.
 * Kysely gives each connection to one transaction at a time.
 * @throws Error that names the file.
 */
export function openSqlite(url: string): { writer: Kysely<Database>; reader: Kysely<Database> } {
  const file = sqliteFile(url);
  try {
    if (file !== undefined) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const writer = connect(file ?? ':memory:');
    return { writer, reader: file === undefined ? writer : connect(file) };
  } catch (cause) {
    throw new Error(`The database ${file} cannot be opened: ${(cause as Error).message}.`, { cause });
  }
}

function connect(file: string): Kysely<Database> {
  const database = new DatabaseSync(file);
  for (const pragma of PRAGMAS) database.exec(`PRAGMA ${pragma}`);
  return new Kysely<Database>({ dialect: new NodeSqliteDialect(new NodeSqlite(database)) });
}
