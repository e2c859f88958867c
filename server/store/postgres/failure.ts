import pg from 'pg';
import { StoreUnavailable, type UnavailableReason } from '../../core/ports/store-unavailable.ts';
import { Conflict } from '../conflict.ts';
import { adviceOn } from './advice.ts';

export const UNIQUE_VIOLATION = '23505';

/** What each reason is called towards an operator, after "The database … cannot be used:". */
const WORDS: Record<UnavailableReason, string> = {
  full: 'its disk is full',
  gone: 'it cannot be reached',
  locked: 'it took too long',
  'read-only': 'it is read-only, as a standby is, or one that its operator made so',
  corrupt: 'it is damaged',
  failing: 'it fails',
};

/** SQLSTATEs, or their classes, that are not about the statement. */
const REASONS: Readonly<Record<string, UnavailableReason>> = {
  '08': 'gone',
  '25006': 'read-only',
  '25P03': 'gone',
  '28': 'failing',
  '3D000': 'gone',
  '53': 'failing',
  '53100': 'full',
  '55P03': 'locked',
  '57': 'gone',
  '57014': 'locked',
  '58': 'failing',
  XX001: 'corrupt',
  XX002: 'corrupt',
};

/** Where a standby says that it is one, in a code that is of much else too: the parts of the server that say so. */
const SAID_BY_STANDBY = new Set(['GetSerializableTransactionSnapshot', 'check_transaction_read_only']);

/** A server is about to end, has ended others, or has only begun. */
const ENDS = new Set(['57P01', '57P02', '57P03']);

/** Serialization failure, deadlock; and what another transaction has made meanwhile, which the next attempt finds. */
const CONFLICTS = new Set(['40001', '40P01', UNIQUE_VIOLATION]);

/** What the client says where it gave up waiting for an answer, or for a connection that others have. */
const TOO_LONG = /^(Query read timeout|timeout exceeded when trying to connect)/;

/** The failure of a database, in the words of an operator: nothing of its URL but where it is. */
export function unavailable(reason: UnavailableReason, place: string, detail?: string, cause?: unknown) {
  const message = `The database at ${place} cannot be used: ${WORDS[reason]}${detail ? ` (${detail})` : ''}.`;
  return new StoreUnavailable(reason, message, cause === undefined ? {} : { cause });
}

/** What the driver throws as StoreUnavailable or Conflict; whatever is about the statement alone, as it is. */
export function asUnavailable(error: unknown, place: string): unknown {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) return error;
  if (error instanceof StoreUnavailable || error instanceof Conflict) return error;
  if (!(error instanceof pg.DatabaseError)) {
    return unavailable(TOO_LONG.test(error.message) ? 'locked' : 'gone', place, told(error), error);
  }
  const { code = '' } = error;
  if (CONFLICTS.has(code)) return new Conflict(error);
  const reason = SAID_BY_STANDBY.has(error.routine ?? '') ? 'read-only' : (REASONS[code] ?? REASONS[code.slice(0, 2)]);
  return reason ? unavailable(reason, place, saidBy(error), error) : error;
}

/** Where a database cannot even be connected to, whatever the reason is. */
export function unreachable(error: unknown, place: string): StoreUnavailable {
  const failure = asUnavailable(error, place);
  const known = failure instanceof StoreUnavailable ? failure : unavailable('failing', place, saidBy(error), error);
  const advice = adviceOn(error);
  return advice ? new StoreUnavailable(known.reason, `${known.message} ${advice}`, { cause: error }) : known;
}

function saidBy(error: unknown): string {
  return error instanceof pg.DatabaseError ? `${error.code}: ${error.message}` : String(error);
}

/** Whether a server says it that goes on, as it does of a password that is wrong. */
export function isAnswer(error: unknown): boolean {
  return error instanceof pg.DatabaseError && !ENDS.has(error.code ?? '');
}

/** Whether it is of no use to ask on the same connection again. */
export function endsConnection(error: unknown): boolean {
  return error instanceof StoreUnavailable && !(error.cause instanceof pg.DatabaseError && isOfStatement(error.cause));
}

function isOfStatement({ code = '' }: pg.DatabaseError): boolean {
  return ['53100', '55P03', '57014'].includes(code);
}

/** Of several addresses that a name has, each fails by itself. */
function told(error: Error): string {
  const inner = error instanceof AggregateError ? error.errors.map((one: Error) => one.message).join('; ') : '';
  return error.message || inner;
}
