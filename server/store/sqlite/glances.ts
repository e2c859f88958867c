import type { Kysely } from 'kysely';
import type { AtOnce } from '../../core/at-once.ts';
import type { Database } from '../schema.ts';
import type { Connection } from './connection.ts';

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

  /**
   * Reads in one transaction, which has ended when this returns. Undefined where it was broken off.
   * @param connection What `db` reads from.
   * @throws whatever the work throws; TypeError where it waits for something, while others would read in the same moment.
   */
  read<T>(connection: Connection, db: Kysely<Database>, work: (moment: Kysely<Database>) => AtOnce<T>): T | undefined {
    this.#questions = 0;
    connection.beginTransaction();
    try {
      const read = work(db);
      if (read instanceof Promise) throw new TypeError('What is read in a moment waits for nothing.');
      return read;
    } catch (error) {
      if (error instanceof TooLong) return undefined;
      throw error;
    } finally {
      connection.endTransaction();
    }
  }
}
