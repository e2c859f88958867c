import { setTimeout as delay } from 'node:timers/promises';
import { StoreUnavailable } from '../../core/ports/store-unavailable.ts';
import { executeOnAny, type PostgresConnection } from './connection.ts';
import type { Pool } from './pool.ts';

/** So long a commit without an answer is asked after. */
const WITHIN_MS = 8_000;
const EVERY_MS = 100;
/** What a transaction left is of no use to anybody after that. */
const KEPT = '1 hour';

/** Each transaction that changes something leaves a row of its own, by which it can be found. */
const LEAVE = `insert into outcomes (id, at) values ($1, now())`;
/** Waits for a transaction that is not over, and where it was not done, keeps it from ever being. */
const TAKE = `${LEAVE} on conflict (id) do nothing`;
const REMOVE = `delete from outcomes where at < now() - interval '${KEPT}'`;

/** What becomes of transactions whose commit is not answered, because the connection or the database ends just then. */
export class Outcomes {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Has a transaction leave a row. @returns the id of the row. */
  async leave(connection: PostgresConnection): Promise<string> {
    const id = crypto.randomUUID();
    await connection.executeQuery({ sql: LEAVE, parameters: [id] });
    return id;
  }

  /**
   * Fulfils where the transaction was done after all.
   * @param failure What its commit failed with.
   * @throws the failure where it was not done and never will be; Error where nobody can say.
   */
  async assertDone(id: string, failure: StoreUnavailable): Promise<void> {
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
