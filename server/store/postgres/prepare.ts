import type { Kysely } from 'kysely';
import type { Database } from '../schema.ts';
import { migratePostgres } from './migrate.ts';
import { ensureTextIndexes } from './text-index.ts';
import { placeOf } from './url.ts';

/** Brings the tables and the indexes of a database up to date. @param warn Told of what it does without. */
export async function preparePostgres(writer: Kysely<Database>, url: string, warn: (message: string) => void) {
  await migratePostgres(writer, placeOf(url));
  const why = await ensureTextIndexes(writer);
  if (why !== undefined) warn(`Names and descriptions have no index, so searching them reads all tokens: ${why}.`);
}
