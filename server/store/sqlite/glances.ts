import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../schema.ts';

/** How often a glance may be asked whether it is still wanted: it has made some thousands of comparisons then. */
const MOST_QUESTIONS = 64;

class TooLong extends Error {}

/** Reads on a connection that all share, each of them in a moment: what turns out to take longer is broken off. */
export class Glances {
  #questions = 0;

  /** To be called by what is read, as a connection's `requireWanted`. @throws what breaks the reading off. */
  requireShort(): void {
    this.#questions += 1;
    if (this.#questions > MOST_QUESTIONS) throw new TooLong('It takes longer than a moment.');
  }

  /** Reads in one transaction. Undefined where it was broken off. @throws whatever the work throws. */
  async read<T>(db: Kysely<Database>, work: (moment: Transaction<Database>) => Promise<T>): Promise<T | undefined> {
    try {
      return await db.transaction().execute((moment) => {
        this.#questions = 0;
        return work(moment);
      });
    } catch (error) {
      if (error instanceof TooLong) return undefined;
      throw error;
    }
  }
}
