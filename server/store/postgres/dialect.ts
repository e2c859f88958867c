import { type Driver, Kysely, PostgresAdapter, PostgresDialect } from 'kysely';
import type { Database } from '../schema.ts';
import { postgresWords } from './words.ts';

class Adapter extends PostgresAdapter {
  readonly words = postgresWords;
}

/** Kysely's dialect for PostgreSQL with a driver of ours, which prepares, watches and cancels. */
class Dialect extends PostgresDialect {
  readonly #driver: Driver;

  constructor(driver: Driver) {
    super({ pool: () => Promise.reject(new Error('The driver opens the connections.')) });
    this.#driver = driver;
  }

  override createDriver(): Driver {
    return this.#driver;
  }

  override createAdapter(): PostgresAdapter {
    return new Adapter();
  }
}

export function connect(driver: Driver): Kysely<Database> {
  return new Kysely<Database>({ dialect: new Dialect(driver) });
}
