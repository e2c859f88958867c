import { sql, type Transaction } from 'kysely';
import { StoreUnavailable } from '../core/ports/store-unavailable.ts';
import { Conflict } from './conflict.ts';
import type { Database } from './schema.ts';

/** A commit waits for the disk: one for many changes is a fraction of the work. More than so many would keep the first one waiting. */
const MOST_AT_ONCE = 64;

interface Change {
  work(transaction: Transaction<Database>): Promise<void>;
  /** Fulfilled when the change is on the disk. */
  settle(failure: Failure | undefined): void;
}

/** Runs work in a transaction, and commits it unless it throws. */
export type Transact = (work: (transaction: Transaction<Database>) => Promise<void>) => Promise<void>;

interface Failure {
  error: unknown;
}

/**
 * Runs changes one after the other. Those that have come while others were written are one transaction with one commit, each
 * with a savepoint and an outcome of its own: what one does is undone alone.
 */
export class GroupedTransactions {
  readonly #transact: Transact;
  readonly #waiting: Change[] = [];
  #running: Promise<void> | undefined;

  constructor(transact: Transact) {
    this.#transact = transact;
  }

  /** Fulfils when it is on the disk; rejects, with nothing written, with what the work throws or why it cannot be written. */
  run<T>(work: (transaction: Transaction<Database>) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      let result: T;
      this.#waiting.push({
        work: async (transaction) => {
          result = await work(transaction);
        },
        settle: (failure) => (failure ? reject(failure.error) : resolve(result)),
      });
      this.#running ??= this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    // What came in the same moment belongs to the first group too.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, MOST_AT_ONCE);
      const failure = await this.#write(group);
      // Whoever has the lock had all of them wait.
      if (failure && isLocked(failure.error)) for (const change of this.#waiting.splice(0)) change.settle(failure);
    }
    this.#running = undefined;
  }

  async #write(group: readonly Change[]): Promise<Failure | undefined> {
    const failures = new Map<Change, Failure>();
    try {
      await this.#transact(async (transaction) => {
        // It may be run more than once.
        failures.clear();
        if (group.length === 1) return await group[0]?.work(transaction);
        for (const change of group) {
          const failure = await alone(transaction, change);
          if (failure) failures.set(change, failure);
        }
      });
    } catch (error) {
      for (const change of group) change.settle(failures.get(change) ?? { error });
      return { error };
    }
    for (const change of group) change.settle(failures.get(change));
    return undefined;
  }
}

/** @throws what ends the whole transaction: a database that fails or undoes it, which may have undone all of it by itself. */
async function alone(transaction: Transaction<Database>, { work }: Change): Promise<Failure | undefined> {
  let failure: Failure | undefined;
  await sql`savepoint change`.execute(transaction);
  try {
    await work(transaction);
  } catch (error) {
    if (error instanceof StoreUnavailable || error instanceof Conflict) throw error;
    await sql`rollback to change`.execute(transaction);
    failure = { error };
  }
  await sql`release change`.execute(transaction);
  return failure;
}

function isLocked(error: unknown): boolean {
  return error instanceof StoreUnavailable && error.reason === 'locked';
}
