import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { sqliteFile } from '../../server/store/sqlite/url.ts';

/** A command is for a database that is there: only a server makes one. @throws Error where this one is in memory, or missing. */
export function requireDatabase(databaseUrl: string): void {
  if (!databaseUrl.startsWith('sqlite:')) return;
  const file = sqliteFile(databaseUrl);
  if (file === undefined) throw new Error('A database in memory cannot be reached from outside (DATABASE_URL).');
  if (!existsSync(file)) {
    throw new Error(`There is no database ${resolve(file)} (DATABASE_URL): a server makes it when it first starts.`);
  }
}
