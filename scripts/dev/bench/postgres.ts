import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { openConnections } from '../../../server/store/index.ts';
import { moveDatabase } from '../../../server/store/move.ts';
import { removePostgres, startPostgres } from '../../../server/testing/postgres/server.ts';

/** What is answered is on the disk, as it is with the embedded database. */
const SETTINGS = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on'];

/** A database that servers are started on. */
export interface PostgresDatabase {
  /** `18.4`. */
  version: string;
  /** Of a server on it. */
  environment: Record<string, string>;
}

/**
 * Works with a PostgreSQL of its own, which has the same rows as a database in a file. It runs where this process does.
 * @param folder With `tokens.db` and its key file.
 * @throws NoPostgres
 */
export async function onPostgres<T>(folder: string, work: (database: PostgresDatabase) => Promise<T>): Promise<T> {
  const server = await startPostgres(SETTINGS);
  try {
    const DATABASE_URL = server.urlOf('postgres');
    const file = join(folder, 'tokens.db');
    await move(`sqlite:${file}`, DATABASE_URL);
    const TOKEN_KEYS = await readFile(`${file}.keys`, 'utf8');
    return await work({ version: await prepare(DATABASE_URL), environment: { DATABASE_URL, TOKEN_KEYS } });
  } finally {
    await removePostgres(server);
  }
}

async function move(from: string, to: string): Promise<void> {
  const source = await openConnections(from);
  const target = await openConnections(to);
  try {
    await moveDatabase(source, target);
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}

/** Does now what autovacuum would do while the bench measures. @returns The version. */
async function prepare(connectionString: string): Promise<string> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query('vacuum analyze');
    const { rows } = await client.query('show server_version');
    return rows[0].server_version;
  } finally {
    await client.end();
  }
}
