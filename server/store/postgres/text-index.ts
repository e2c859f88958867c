import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';
import { migrationLock } from './migrate.ts';

const COLUMNS = ['name', 'description'];

/**
 * Makes the indexes of what stands together in names and descriptions, which need the extension `pg_trgm`. Where the
 * database does not have it, nor let us make it, searches read all rows: within the time that a list may take. The next
 * start tries again. @returns why there are none.
 */
export async function ensureTextIndexes(db: Kysely<Database>): Promise<string | undefined> {
  try {
    if (await areThere(db)) return undefined;
    await db.transaction().execute(async (alone) => {
      await migrationLock(alone);
      await sql`create extension if not exists pg_trgm`.execute(alone);
      for (const name of COLUMNS) {
        const text = sql.raw(`coalesce(${name}_folded, lower(${name}))`);
        const index = sql.ref(indexOf(name));
        await sql`create index if not exists ${index} on tokens using gin (${text} gin_trgm_ops)`.execute(alone);
      }
    });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

async function areThere(db: Kysely<Database>): Promise<boolean> {
  const names = sql.join(COLUMNS.map(indexOf));
  const { rows } =
    await sql`select 1 from pg_indexes where schemaname = current_schema() and indexname in (${names})`.execute(db);
  return rows.length === COLUMNS.length;
}

function indexOf(column: string): string {
  return `tokens_${column}_texts`;
}
