import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { isBusy, isSqliteError, unavailable } from './failure.ts';

const ERROR = 1;
/** Readers wait for nothing but a log that is being recovered. */
const WAIT_MS = 50;
const TABLES = [
  ...['tokens', 'token_modules', 'modules', 'accounts', 'account_modules'],
  ...['tokens_by_account', 'tokens_by_type', 'token_texts', 'text_index'],
];
/** Checking a page takes about 10 µs, so up to here a check is in nobody's way. Of a larger one the first rows are read. */
const PAGES_CHECKED = 1024;

/**
 * Reads what requests read, and writes: what a connection of the server has in its memory says nothing of the file, so
 * this opens it anew. What was written goes to the file itself, so that the next probe reads it there.
 * @returns Whether it could write; false where another was writing just then.
 * @throws StoreUnavailable `corrupt`, and what SQLite says of the file.
 */
export function probe(file: string): boolean {
  const url = pathToFileURL(file);
  // Without this, SQLite would make a file that is not there.
  url.searchParams.set('mode', 'rw');
  const database = new DatabaseSync(url, { timeout: WAIT_MS });
  try {
    read(database, file);
    return unlessBusy(() => write(database));
  } finally {
    database.close();
  }
}

function read(database: DatabaseSync, file: string): void {
  try {
    for (const table of TABLES) database.prepare(`SELECT * FROM ${table} LIMIT 1`).get();
  } catch (error) {
    if (isSqliteError(error) && error.errcode === ERROR) throw unavailable('corrupt', file, error.message, error);
    throw error;
  }
  if (Number(database.prepare('PRAGMA page_count').get()?.page_count) > PAGES_CHECKED) return;
  const { quick_check: found } = database.prepare('PRAGMA quick_check(1)').get() ?? {};
  if (found !== 'ok') throw unavailable('corrupt', file, String(found));
}

/** Writes what is there already, and does not wait for who is writing. */
function write(database: DatabaseSync): void {
  database.exec('PRAGMA busy_timeout = 0');
  database.exec('BEGIN IMMEDIATE');
  const { user_version: version } = database.prepare('PRAGMA user_version').get() ?? {};
  database.exec(`PRAGMA user_version = ${version}`);
  database.exec('COMMIT');
  database.exec('PRAGMA wal_checkpoint(PASSIVE)');
}

function unlessBusy(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}
