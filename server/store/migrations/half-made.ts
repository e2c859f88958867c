import { sql, type Transaction } from 'kysely';
import type { Database } from '../schema.ts';
import { INDEXES } from './0002-indexes.ts';

/** In an order in which they can be dropped. */
const INITIAL_TABLES = ['token_modules', 'tokens', 'account_modules', 'accounts', 'modules'];
const NOT_OURS = /^(sqlite_|kysely_)/;

/**
 * Removes what version 1.0.0 left where its first start was killed: it made tables and indexes one by one, and wrote
 * down afterwards that it had. Only what holds nothing is removed.
 * @param applied The migrations that are written down.
 * @throws Error where tables that nobody wrote down hold something, or are somebody else's.
 */
export async function removeHalfMade(db: Transaction<Database>, applied: readonly string[]): Promise<void> {
  if (applied.length === 0) return removeTables(db);
  if (applied.includes('0002-indexes')) return;
  for (const name of Object.keys(INDEXES)) await db.schema.dropIndex(name).ifExists().execute();
}

async function removeTables(db: Transaction<Database>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  const names = new Set(tables.map(({ name }) => name));
  const halfMade = INITIAL_TABLES.filter((name) => names.has(name));
  if (halfMade.length === 0) return;
  const foreign = [...names].filter((name) => !halfMade.includes(name) && !NOT_OURS.test(name));
  if (foreign.length > 0 || !names.has('kysely_migration')) {
    throw new Error(`it has a table ${halfMade[0]} that this program did not make; use another file`);
  }
  for (const name of halfMade) {
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(db);
    if (rows.length > 0) throw new Error(`its table ${name} holds rows, but it is not written down how it was made`);
  }
  for (const name of halfMade) await db.schema.dropTable(name).execute();
}
