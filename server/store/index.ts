import { type Kysely, sql, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Repositories, Store } from '../core/ports/store.ts';
import { accountRepository } from './accounts.ts';
import { migrations } from './migrations/index.ts';
import { moduleRepository } from './modules.ts';
import type { Database } from './schema.ts';
import { openSqlite } from './sqlite/index.ts';
import { tokenRepository } from './tokens.ts';

/**
 * Opens the database of a `DATABASE_URL` and brings its tables up to date.
 * @throws Error where the database cannot be opened, or was made by a newer version.
 */
export async function openStore(databaseUrl: string): Promise<Store> {
  const { writer, reader, scanner } = openSqlite(databaseUrl);
  await migrate(writer);
  return {
    ...repositories(reader, scanner),
    transaction: (work) => writer.transaction().execute((transaction) => work(repositories(transaction, transaction))),
    async ping() {
      await sql`select 1`.execute(reader);
    },
    async close() {
      await Promise.all([...new Set([writer, reader, scanner])].map((connection) => connection.destroy()));
    },
  };
}

type Connection = Kysely<Database> | Transaction<Database>;

function repositories(db: Connection, scanner: Connection): Repositories {
  return {
    tokens: tokenRepository(db, scanner),
    accounts: accountRepository(db, scanner),
    modules: moduleRepository(db, scanner),
  };
}

async function migrate(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw new Error('The database could not be brought up to date.', { cause: error });
}
