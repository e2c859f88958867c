import { type Driver, Kysely, SqliteAdapter, SqliteDialect } from 'kysely';
import type { Direct } from '../direct.ts';
import type { Database } from '../schema.ts';
import { sqliteWords } from './words.ts';

/** In SQLite, what a migration does to tables is undone with its transaction; Kysely is more careful than it has to be. */
class Adapter extends SqliteAdapter {
  readonly direct: Direct | undefined;
  readonly words = sqliteWords;

  constructor(direct: Direct | undefined) {
    super();
    this.direct = direct;
  }

  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Kysely's dialect for SQLite with a driver of ours; it gives the connection to one transaction at a time. */
class Dialect extends SqliteDialect {
  readonly #driver: Driver;
  readonly #direct: Direct | undefined;

  constructor(driver: Driver, direct: Direct | undefined) {
    super({ database: () => Promise.reject(new Error('The driver opens the database.')) });
    this.#driver = driver;
    this.#direct = direct;
  }

  override createDriver(): Driver {
    return this.#driver;
  }

  override createAdapter(): SqliteAdapter {
    return new Adapter(this.#direct);
  }
}

/** A database on a driver. @param direct The straight way to the connection of the driver, if there is one. */
export function connect(driver: Driver, direct?: Direct): Kysely<Database> {
  return new Kysely<Database>({ dialect: new Dialect(driver, direct) });
}
