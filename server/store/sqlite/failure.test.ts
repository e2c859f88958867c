import { describe, expect, it } from 'vitest';
import { asUnavailable } from './failure.ts';

const sqliteError = (errcode: number, message: string) => Object.assign(new Error(message), { errcode });

describe('what SQLite says of a file', () => {
  it.each([
    [5, 'locked', 'SQLITE_BUSY 5'],
    [261, 'locked', 'SQLITE_BUSY 261'],
    [8, 'read-only', 'SQLITE_READONLY 8'],
    [1032, 'gone', 'SQLITE_READONLY 1032'],
    [778, 'failing', 'SQLITE_IOERR 778'],
    [11, 'corrupt', 'SQLITE_CORRUPT 11'],
    [26, 'corrupt', 'SQLITE_NOTADB 26'],
    [13, 'full', 'SQLITE_FULL 13'],
    [14, 'failing', 'SQLITE_CANTOPEN 14'],
  ])('%i is %s, and the message names the file and the code', (errcode, reason, code) => {
    const cause = sqliteError(errcode, 'what it says');
    const failure = asUnavailable(cause, '/nowhere/tokens.db');
    expect(failure).toMatchObject({ name: 'StoreUnavailable', reason, cause });
    expect(String(failure)).toContain(`/nowhere/tokens.db cannot be used: `);
    expect(String(failure)).toContain(`(${code}: what it says)`);
  });

  it.each([
    sqliteError(1, 'no such table'),
    sqliteError(19, 'UNIQUE constraint failed'),
    new TypeError('x'),
    undefined,
  ])('%s is no failure of the file, and stays what it is', (error) => {
    expect(asUnavailable(error, '/nowhere/tokens.db')).toBe(error);
  });
});
