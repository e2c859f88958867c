import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { StoreUnavailable } from '../../core/ports/store-unavailable.ts';
import { Conflict } from '../conflict.ts';
import { UNIQUE_VIOLATION } from './failure.ts';

/** So long a transaction is run again and again. One of those that are in each other's way is always done. */
const WITHIN_MS = 5_000;
const MOST_TWINS = 4;
const [FIRST_MS, LONGEST_MS] = [2, 100];

/**
 * Does a transaction, and does it again where the database undid it for the sake of another one. Between two times it waits
 * for a moment by chance, so that two do not meet for ever.
 * @throws StoreUnavailable where others were faster each time.
 */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  const end = performance.now() + WITHIN_MS;
  for (let attempt = 1, longest = FIRST_MS; ; attempt++, longest = Math.min(2 * longest, LONGEST_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      if (attempt >= MOST_TWINS && isTwin(error)) throw error.cause;
      if (performance.now() > end) throw tooMany(error);
    }
    await delay(Math.random() * longest);
  }
}

/** Whether it met what is there once only. Where it is found again each time, there is no other transaction. */
export function isTwin({ cause }: Conflict): boolean {
  return cause instanceof pg.DatabaseError && cause.code === UNIQUE_VIOLATION;
}

function tooMany(cause: Conflict): StoreUnavailable {
  return new StoreUnavailable('locked', 'The database was written by others each time a change was tried.', { cause });
}
