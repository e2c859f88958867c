import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Config, readConfig } from '../../server/config.ts';
import { openStore, type SqlStore } from '../../server/store/index.ts';
import { sqliteFile } from '../../server/store/sqlite/url.ts';

/** Works on the database that the environment names as for the server. @throws Error */
export async function onDatabase<T>(work: (store: SqlStore, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  requireDatabase(config.databaseUrl);
  const store = await openStore(config.databaseUrl);
  try {
    return await work(store, config);
  } finally {
    await store.close();
  }
}

/** A command is for a database that is there: only a server makes one. @throws Error where this one is in memory, or missing. */
export function requireDatabase(databaseUrl: string): void {
  if (!databaseUrl.startsWith('sqlite:')) return;
  const file = sqliteFile(databaseUrl);
  if (file === undefined) throw new Error('A database in memory cannot be reached from outside (DATABASE_URL).');
  if (!existsSync(file)) {
    throw new Error(`There is no database ${resolve(file)} (DATABASE_URL): a server makes it when it first starts.`);
  }
}
