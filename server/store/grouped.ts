import { sql } from 'kysely';
import { StoreUnavailable } from '../core/ports/store-unavailable.ts';
import { Conflict, InEachOthersWay } from './conflict.ts';
import type { Connection } from './connection.ts';

/** A commit waits for the disk: one for many changes is a fraction of the work. More than so many would keep the first one waiting. */
const MOST_AT_ONCE = 64;

interface Change<M> {
  ahead: Ahead<M> | undefined;
  work(moment: M): Promise<void>;
  /** Fulfilled when the change is on the disk. */
  settle(failure: Failure | undefined): void;
}

/** What is on its way to the database before the commit, which fails where this does. */
export interface Unfinished {
  written: Promise<void>;
}

/** Runs work in a transaction, and commits it unless it throws. A Conflict may have it run once more. */
export type Transact = (work: (transaction: Connection) => Promise<Unfinished | undefined>) => Promise<unknown>;

/** Asks what a change is going to ask. */
type Ahead<M> = (moment: M) => readonly Promise<unknown>[];

/** What changes work with that are written as one. */
export interface Together<M> {
  moment: M;
  /** Whether all changes are asked, before the first one, for what they are going to ask. */
  asksAhead: boolean;
  /** Grows with whatever cannot be undone by itself: what is written, and what fails. */
  touched(): number;
  /** Writes what is not written yet; all of it is sent when it returns. */
  finish(): Promise<void>;
}

export interface Moments<M> {
  /** What a change works with that is written at once. */
  each(transaction: Connection): M;
  /** What several changes do is done once for all of them, and nothing of it is prepared to be undone, as long as that goes well. */
  together?(transaction: Connection): Together<M>;
}

interface Failure {
  error: unknown;
}

/**
 * Runs changes one after the other. Those that have come while others were written are one transaction with one commit, each
 * with an outcome of its own: what one does is undone alone.
 */
export class GroupedTransactions<M> {
  readonly #transact: Transact;
  readonly #moments: Moments<M>;
  readonly #waiting: Change<M>[] = [];
  #running: Promise<void> | undefined;

  constructor(transact: Transact, moments: Moments<M>) {
    this.#transact = transact;
    this.#moments = moments;
  }

  /** Fulfils when it is on the disk; rejects, with nothing written, with what the work throws or why it cannot be written. */
  run<T>(work: (moment: M) => Promise<T>, ahead?: Ahead<M>): Promise<T> {
    return new Promise((resolve, reject) => {
      let result: T;
      this.#waiting.push({
        ahead,
        work: async (moment) => {
          result = await work(moment);
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
      const failure = await this.#write();
      // Whoever has the lock had all of them wait.
      if (failure && isLocked(failure.error)) for (const change of this.#waiting.splice(0)) change.settle(failure);
    }
    this.#running = undefined;
  }

  async #write(): Promise<Failure | undefined> {
    const group: Change<M>[] = [];
    // What comes while the transaction waits for its turn belongs to it too.
    const gather = () => group.length > 0 || group.push(...this.#waiting.splice(0, MOST_AT_ONCE));
    const failures = new Map<Change<M>, Failure>();
    const { together } = this.#moments;
    let areTogether = true;
    const apart = (error: unknown) => {
      if (error instanceof InEachOthersWay) areTogether = false;
      throw error;
    };
    try {
      await this.#transact(async (transaction) => {
        gather();
        // It may be run more than once.
        failures.clear();
        if (!together || !areTogether) {
          await this.#oneByOne(transaction, group, failures);
          return undefined;
        }
        const shared = together(transaction);
        await allAtOnce(shared, group, failures).catch(apart);
        return { written: shared.finish().catch((error) => apart(asConflict(error))) };
      });
    } catch (error) {
      gather();
      for (const change of group) change.settle(failures.get(change) ?? { error });
      return { error };
    }
    for (const change of group) change.settle(failures.get(change));
    return undefined;
  }

  async #oneByOne(
    transaction: Connection,
    group: readonly Change<M>[],
    failures: Map<Change<M>, Failure>,
  ): Promise<void> {
    const moment = this.#moments.each(transaction);
    if (group.length === 1) return await group[0]?.work(moment);
    for (const change of group) {
      const failure = await alone(transaction, () => change.work(moment));
      if (failure) failures.set(change, failure);
    }
  }
}

/** @throws InEachOthersWay where one fails that cannot be undone by itself, and as `alone`. */
async function allAtOnce<M>(
  { moment, asksAhead, touched }: Together<M>,
  group: readonly Change<M>[],
  failures: Map<Change<M>, Failure>,
): Promise<void> {
  // Who needs an answer is told what came of it.
  if (asksAhead) await Promise.allSettled(group.flatMap(({ ahead }) => ahead?.(moment) ?? []));
  for (const change of group) {
    const before = touched();
    try {
      await change.work(moment);
    } catch (error) {
      if (touched() !== before) throw asConflict(error);
      if (group.length === 1) throw error;
      failures.set(change, { error });
    }
  }
}

function asConflict(error: unknown): unknown {
  return endsAll(error) ? error : new InEachOthersWay(error);
}

/** @throws what ends the whole transaction: a database that fails or undoes it, which may have undone all of it by itself. */
async function alone(transaction: Connection, work: () => Promise<void>): Promise<Failure | undefined> {
  let failure: Failure | undefined;
  await sql`savepoint change`.execute(transaction);
  try {
    await work();
  } catch (error) {
    if (endsAll(error)) throw error;
    await sql`rollback to change`.execute(transaction);
    failure = { error };
  }
  await sql`release change`.execute(transaction);
  return failure;
}

function endsAll(error: unknown): boolean {
  return error instanceof StoreUnavailable || error instanceof Conflict;
}

function isLocked(error: unknown): boolean {
  return error instanceof StoreUnavailable && error.reason === 'locked';
}
