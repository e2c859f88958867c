import { type CompiledQuery, type Driver, Kysely, PostgresAdapter, PostgresDialect, type QueryResult } from 'kysely';
import type { Direct } from '../direct.ts';
import type { Database } from '../schema.ts';
import { postgresWords } from './words.ts';

class Adapter extends PostgresAdapter {
  readonly direct: Direct | undefined;
  readonly words = postgresWords;

  constructor(direct: Direct | undefined) {
    super();
    this.direct = direct;
  }
}

/** Kysely's dialect for PostgreSQL with a driver of ours, which prepares, watches and cancels. */
class Dialect extends PostgresDialect {
  readonly #driver: Driver;
  readonly #direct: Direct | undefined;

  constructor(driver: Driver, direct: Direct | undefined) {
    super({ pool: () => Promise.reject(new Error('The driver opens the connections.')) });
    this.#driver = driver;
    this.#direct = direct;
  }

  override createDriver(): Driver {
    return this.#driver;
  }

  override createAdapter(): PostgresAdapter {
    return new Adapter(this.#direct);
  }
}

/** What runs queries by itself. */
interface Executes {
  executeQuery<R>(query: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<QueryResult<R>>;
}

/** A database on a driver. @param straight The connection of the driver, if there is one for all that is asked. */
export function connect(driver: Driver, straight?: Executes): Kysely<Database> {
  const direct = straight && {
    inTransactionsOnly: false,
    execute: <R>(sql: string, parameters: readonly unknown[]) => straight.executeQuery<R>({ sql, parameters }),
  };
  return new Kysely<Database>({ dialect: new Dialect(driver, direct) });
}
