import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { CompiledQuery, type DatabaseConnection, type Driver, Kysely, SqliteDialect, SqliteDriver } from 'kysely';
import type { Database } from '../schema.ts';
import { Connection } from './connection.ts';
import { ThreadDriver } from './thread-driver.ts';
import { sqliteFile } from './url.ts';

/** Takes the write lock when a transaction begins: one that upgrades later can fail where another process writes. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** Kysely's dialect for SQLite with a driver of ours; it gives the connection to one transaction at a time. */
class Dialect extends SqliteDialect {
  readonly #driver: Driver;

  constructor(driver: Driver) {
    super({ database: () => Promise.reject(new Error('The driver opens the database.')) });
    this.#driver = driver;
  }

  override createDriver(): Driver {
    return this.#driver;
  }
}

export interface SqliteConnections {
  writer: Kysely<Database>;
  /** Reads by keys; sees committed data only. */
  reader: Kysely<Database>;
  /** Reads lists, in a thread of its own: however long a filter takes, it is in nobody's way. */
  scanner: Kysely<Database>;
}

/**
 * Opens a SQLite database. One in memory has one connection for everything: no other could see it.
 * @throws Error that names the file.
 */
export function openSqlite(url: string): SqliteConnections {
  const file = sqliteFile(url);
  if (file === undefined) {
    const only = connect(new ImmediateDriver({ database: new Connection(':memory:') }));
    return { writer: only, reader: only, scanner: only };
  }
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    return {
      writer: connect(new ImmediateDriver({ database: new Connection(file) })),
      reader: connect(new SqliteDriver({ database: new Connection(file) })),
      scanner: connect(new ThreadDriver(file)),
    };
  } catch (cause) {
    throw new Error(`The database ${file} cannot be opened: ${(cause as Error).message}.`, { cause });
  }
}

function connect(driver: Driver): Kysely<Database> {
  return new Kysely<Database>({ dialect: new Dialect(driver) });
}
