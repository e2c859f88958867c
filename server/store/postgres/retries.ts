import { setTimeout as delay } from 'node:timers/promises';
import { StoreUnavailable } from '../../core/ports/store-unavailable.ts';
import { Conflict } from '../conflict.ts';

/** So long a transaction is run again and again. One of those that are in each other's way is always done. */
const WITHIN_MS = 5_000;
const [FIRST_MS, LONGEST_MS] = [2, 100];

/**
 * Does a transaction, and does it again where the database undid it for the sake of another one. Between two times it waits
 * for a moment by chance, so that two do not meet for ever.
 * @throws StoreUnavailable where others were faster each time.
 */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  const end = performance.now() + WITHIN_MS;
  for (let longest = FIRST_MS; ; longest = Math.min(2 * longest, LONGEST_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      if (performance.now() > end) throw tooMany(error);
    }
    await delay(Math.random() * longest);
  }
}

function tooMany(cause: Conflict): StoreUnavailable {
  return new StoreUnavailable('locked', 'The database was written by others each time a change was tried.', { cause });
}
