import { type Kysely, sql, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import { StoreUnavailable } from '../core/ports/store-unavailable.ts';
import { removeHalfMade } from './migrations/half-made.ts';
import { migrations } from './migrations/index.ts';
import type { Database } from './schema.ts';

/**
 * Brings the tables up to date, all at once or not at all: whatever ends it half way, the next start finds the database
 * as it was. Two that start at once do so one after the other.
 * @param name What the database is called in messages.
 * @throws StoreUnavailable where the database cannot be written, Error that names it and the cause otherwise.
 */
export async function migrate(db: Kysely<Database>, name: string): Promise<void> {
  try {
    await db.transaction().execute(async (transaction) => {
      const applied = await appliedMigrations(transaction);
      const unknown = applied.filter((migration) => !Object.hasOwn(migrations, migration));
      if (unknown.length > 0) throw new Error(`a newer version made it, which has the migration ${unknown.join(', ')}`);
      await removeHalfMade(transaction, applied);
      const { error } = await new Migrator({
        db: transaction,
        provider: { getMigrations: async () => migrations },
      }).migrateToLatest();
      if (error) throw error;
    });
  } catch (cause) {
    if (cause instanceof StoreUnavailable) throw cause;
    const message = (cause as Error).message.replace(/\.$/, '');
    throw new Error(`The database ${name} could not be brought up to date: ${message}.`, { cause });
  }
}

async function appliedMigrations(db: Transaction<Database>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return rows.map((row) => row.name);
}
