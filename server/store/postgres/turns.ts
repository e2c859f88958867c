import type { PostgresConnection } from './connection.ts';

/** So long a transaction waits for the one before it: longer than any takes, and no longer than a caller likes to wait. */
const WAIT_MS = 2_000;
/** The same where the one before has just waited in vain: it may be some time until whoever has the turn ends. */
const SHORT_MS = 200;

/** Whether it may write is left to the database: an operator may have made it read-only. */
const BEGIN = 'start transaction isolation level serializable';
/** A lock of a table is taken before the transaction sees anything, so that it sees what the one before it did. */
const inTurn = (waitMs: number) =>
  [
    BEGIN,
    `set local lock_timeout = ${waitMs}`,
    'lock table turns in exclusive mode',
    'set local lock_timeout to default',
  ].join('; ');

/** Whoever has the turn does not end: its machine may be gone, or an operator changes many tokens at once. */
const TOO_LONG = '55P03';
/** An engine that does not know such a lock, and an operator who does not allow it. */
const NEVER = ['0A000', '42601', '42501'];
const REFUSALS: ReadonlySet<string> = new Set([TOO_LONG, ...NEVER]);

/**
 * Begins transactions that change something: each comes out as if it had run alone. Those of several servers would conflict by
 * nature, because the order of what they create is shown, and be repeated; so they take turns. That is all that turns are for:
 * a transaction is as right without one, and goes on without where it cannot have one.
 */
export class Turns {
  #areThere = true;
  #waitMs = WAIT_MS;

  async begin(connection: PostgresConnection): Promise<void> {
    if (!this.#areThere) return void (await connection.runAll(BEGIN));
    const refusal = await connection.attemptAll(inTurn(this.#waitMs), REFUSALS);
    this.#waitMs = refusal === TOO_LONG ? SHORT_MS : WAIT_MS;
    if (refusal === undefined) return;
    await connection.runAll(`rollback; ${BEGIN}`);
    if (NEVER.includes(refusal)) this.#areThere = false;
  }
}
