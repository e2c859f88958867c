import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreUnavailable, type UnavailableReason } from '../../core/ports/store-unavailable.ts';

/** What each reason is called towards an operator, after "The database … cannot be used:". */
const WORDS: Record<UnavailableReason, string> = {
  full: 'its disk is full',
  gone: 'its file is gone or was replaced',
  locked: 'another process has kept it locked',
  'read-only': 'it is read-only',
  corrupt: 'it is damaged, or no SQLite database',
  failing: 'its disk cannot be read or written',
};

/** SQLite's primary result codes that are not about the statement; extended codes have one of them in the low byte. */
const REASONS: Record<number, [name: string, reason: UnavailableReason]> = {
  5: ['SQLITE_BUSY', 'locked'],
  6: ['SQLITE_LOCKED', 'locked'],
  8: ['SQLITE_READONLY', 'read-only'],
  10: ['SQLITE_IOERR', 'failing'],
  11: ['SQLITE_CORRUPT', 'corrupt'],
  13: ['SQLITE_FULL', 'full'],
  14: ['SQLITE_CANTOPEN', 'failing'],
  15: ['SQLITE_PROTOCOL', 'locked'],
  26: ['SQLITE_NOTADB', 'corrupt'],
};
const BUSY = 5;
const READONLY_DBMOVED = 1032;
/** Less than this is no room: SQLite grows its files by a page, and the index of its log by so much. */
const LEAST_ROOM_IN_BYTES = 32 * 1024;

/** An error of SQLite's, as `node:sqlite` throws it. */
export interface SqliteError extends Error {
  /** Extended result code. */
  errcode: number;
}

/** Another connection has the lock that a statement needs. */
export function isBusy(error: unknown): boolean {
  return isSqliteError(error) && (error.errcode & 0xff) === BUSY;
}

export function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
}

/** The failure of a database file, in the words of an operator. */
export function unavailable(reason: UnavailableReason, file: string, detail?: string, cause?: unknown) {
  const message = `The database ${file} cannot be used: ${WORDS[reason]}${detail ? ` (${detail})` : ''}.`;
  return new StoreUnavailable(reason, message, cause === undefined ? {} : { cause });
}

/** What SQLite says of a file as StoreUnavailable; whatever is no failure of the file, as it is. */
export function asUnavailable(error: unknown, file: string): unknown {
  if (!isSqliteError(error)) return error;
  const [name, reason] = REASONS[error.errcode & 0xff] ?? [];
  if (!name || !reason) return error;
  return unavailable(refined(reason, error, file), file, `${name} ${error.errcode}: ${error.message}`, error);
}

// Where the index of the log cannot grow, SQLite says that the disk fails, not that it is full.
function refined(reason: UnavailableReason, { errcode }: SqliteError, file: string): UnavailableReason {
  if (errcode === READONLY_DBMOVED) return 'gone';
  return reason === 'failing' && hasNoRoom(file) ? 'full' : reason;
}

function hasNoRoom(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize < LEAST_ROOM_IN_BYTES;
  } catch {
    return false;
  }
}
