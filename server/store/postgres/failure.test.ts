import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../core/ports/store-unavailable.ts';
import { Conflict } from '../conflict.ts';
import { asUnavailable, endsConnection, unreachable } from './failure.ts';

function said(code: string, routine?: string): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError('what is said', 1, 'error'), { code, routine });
}

describe('what a server of PostgreSQL says', () => {
  it.each([
    ['of its end', said('57P01'), 'gone', true],
    ['of a transaction that was idle for too long', said('25P03'), 'gone', true],
    ['of a standby that shall write', said('0A000', 'GetSerializableTransactionSnapshot'), 'read-only', true],
    ['of being read-only', said('25006'), 'read-only', true],
    ['of its disk', said('53100'), 'full', false],
    ['of a statement that took too long', said('57014'), 'locked', false],
    ['of too many connections', said('53300'), 'failing', true],
  ] as const)('%s is about the database', (_what, error, reason, ends) => {
    const failure = asUnavailable(error, 'h/x');
    expect(failure).toMatchObject({ name: 'StoreUnavailable', reason });
    expect(endsConnection(failure)).toBe(ends);
  });

  it.each(['40001', '40P01', '23505'])('of other transactions (%s) is a conflict', (code) => {
    expect(asUnavailable(said(code), 'h/x')).toBeInstanceOf(Conflict);
  });

  it.each(['42601', '0A000', '22P02'])(
    'of a statement alone (%s) is left as it is, but where it answers a connection',
    (code) => {
      const error = said(code);
      expect(asUnavailable(error, 'h/x')).toBe(error);
      expect(unreachable(error, 'h/x')).toBeInstanceOf(StoreUnavailable);
    },
  );
});
