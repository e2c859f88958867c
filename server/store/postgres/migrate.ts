import { type Kysely, sql, type Transaction } from 'kysely';
import type { Migration } from 'kysely/migration';
import pg from 'pg';
import { StoreUnavailable } from '../../core/ports/store-unavailable.ts';
import type { Connection } from '../connection.ts';
import type { Database } from '../schema.ts';
import { migrations as own } from './migrations/index.ts';
import { retrying } from './retries.ts';

/** Any number that others hardly use: who has this lock is the one who changes tables. */
const LOCK = 7_215_390_164;
const FORBIDDEN = '42501';
const ALLOW =
  'Start a server of this version once as the owner of the tables, who may create in the schema; who serves needs no more than to read and write (the runbook has both roles).';

/** Of a migration after which the version before goes on working: it adds, and takes nothing away. */
const EXPANDS = /^\d{4}-expand-/;

/**
 * Brings the tables up to date, all at once or not at all. Of servers that start at once one does it, and the others wait
 * and find it done. A server also runs on tables of a newer version, as long as that has only added to them: first comes a
 * version that expands, and when no server of the one before is left, one that contracts.
 * @param place Where the database is, for messages.
 * @throws StoreUnavailable where the database cannot be used, Error that names it and the cause otherwise.
 */
export async function migratePostgres(
  db: Kysely<Database>,
  place: string,
  migrations: Readonly<Record<string, Migration>> = own,
): Promise<void> {
  let needed: string[] = [];
  try {
    await requireUtf8(db);
    // Who may not make tables, or cannot, does without where there is nothing to be made.
    needed = missing(await appliedIn(db), migrations);
    if (needed.length === 0) return;
    await retrying(() => db.transaction().execute((alone) => apply(alone, migrations)));
  } catch (cause) {
    if (cause instanceof StoreUnavailable) throw cause;
    const isForbidden = cause instanceof pg.DatabaseError && cause.code === FORBIDDEN;
    const need = isForbidden && needed.length > 0 ? `it needs the migration ${needed.join(', ')}, and ` : '';
    const message = need + (cause as Error).message.replace(/\.$/, '');
    const advice = isForbidden ? ` ${ALLOW}` : '';
    throw new Error(`The database at ${place} could not be brought up to date: ${message}.${advice}`, { cause });
  }
}

/** Waits for whoever else changes tables, until the transaction is over. */
export async function migrationLock(db: Transaction<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(db);
}

async function apply(db: Transaction<Database>, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  await migrationLock(db);
  await sql`create table if not exists migrations (name text collate "C" primary key, at timestamptz not null)`.execute(
    db,
  );
  for (const name of missing(await appliedIn(db), migrations)) {
    await migrations[name]?.up(db);
    await sql`insert into migrations (name, at) values (${name}, now())`.execute(db);
  }
}

/** The names of the migrations that a database has had. */
async function appliedIn(db: Connection): Promise<ReadonlySet<string>> {
  const { rows: tables } = await sql<{ there: boolean }>`select to_regclass('migrations') is not null as there`.execute(
    db,
  );
  if (!tables[0]?.there) return new Set();
  const { rows } = await sql<{ name: string }>`select name from migrations`.execute(db);
  return new Set(rows.map(({ name }) => name));
}

/** In their order. @throws Error where the database needs a newer version. */
function missing(applied: ReadonlySet<string>, migrations: Readonly<Record<string, Migration>>): string[] {
  const unknown = [...applied].filter((name) => !Object.hasOwn(migrations, name) && !EXPANDS.test(name));
  if (unknown.length > 0)
    throw new Error(`a newer version made it, which has the migration ${unknown.sort().join(', ')}`);
  return Object.keys(migrations).filter((name) => !applied.has(name));
}

/** Only there texts are stored as they are, and compared by code point. */
async function requireUtf8(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ server_encoding: string }>`show server_encoding`.execute(db);
  const encoding = rows[0]?.server_encoding;
  if (encoding !== 'UTF8') throw new Error(`its encoding is ${encoding}, and has to be UTF8`);
}
