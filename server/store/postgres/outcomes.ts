import { setTimeout as delay } from 'node:timers/promises';
import { StoreUnavailable } from '../../core/ports/store-unavailable.ts';
import { assertCommitted, executeOnAny, type PostgresConnection } from './connection.ts';
import type { Pool } from './pool.ts';

/** So long a commit without an answer is asked after. */
const WITHIN_MS = 8_000;
const EVERY_MS = 100;
/** What a transaction left is of no use to anybody after that. */
const KEPT = '1 hour';

/** Each transaction that changes something leaves a row of its own, by which it can be found. */
const leave = (id: string) => `insert into outcomes (id, at) values (${id}, now())`;
/** Waits for a transaction that is not over, and where it was not done, keeps it from ever being. */
const TAKE = `${leave('$1')} on conflict (id) do nothing`;
const REMOVE = `delete from outcomes where at < now() - interval '${KEPT}'`;

/** What becomes of transactions whose commit is not answered, because the connection or the database ends just then. */
export class Outcomes {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /**
   * Commits a transaction. Where that is not answered, it is found out whether it was done: a failure is always of what was
   * not done.
   * @throws Error where nobody can say.
   */
  async commit(connection: PostgresConnection): Promise<void> {
    const id = crypto.randomUUID();
    try {
      assertCommitted(await connection.runAll(`${leave(`'${id}'`)}; commit`));
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await this.#assertDone(id, error);
    }
  }

  /** @param failure What the commit failed with; it is thrown where it was not done and never will be. */
  async #assertDone(id: string, failure: StoreUnavailable): Promise<void> {
    for (const end = performance.now() + WITHIN_MS; performance.now() < end; await delay(EVERY_MS)) {
      const taken = await this.#change(TAKE, [id]).catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) throw error;
      });
      if (taken === 0n) return;
      if (taken === 1n) throw failure;
    }
    const message = 'A change was being committed, and nobody can say whether it was.';
    throw new Error(message, { cause: failure });
  }

  /** Removes those that nobody asks after any more. */
  async removeOld(): Promise<void> {
    await this.#change(REMOVE, []);
  }

  async #change(sql: string, parameters: readonly unknown[]): Promise<bigint | undefined> {
    return (await executeOnAny(this.#pool, { sql, parameters })).numAffectedRows;
  }
}
