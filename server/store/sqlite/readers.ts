import type { Driver, Kysely, Transaction } from 'kysely';
import type { Database } from '../schema.ts';
import { ThreadDriver } from './thread-driver.ts';

/** Long enough that who asks now and then need not start a thread each time. */
const REST_AFTER_MS = 30_000;

interface Reader {
  driver: ThreadDriver;
  db: Kysely<Database>;
  /** Set while it is idle. */
  resting: NodeJS.Timeout | undefined;
}

export interface ReadersOptions {
  file: string;
  /** How many there are. The thread of each is started when it is needed. */
  count: number;
  /** Milliseconds after which a thread that nobody needs is ended: it holds memory. */
  restAfter?: number;
  /** A database on a driver. */
  connect(driver: Driver): Kysely<Database>;
}

/** Connections in threads of their own, for reading: however long a query takes, it is in nobody's way. */
export class Readers {
  readonly #all: Reader[];
  /** The last one is the next, so that no more threads are started than are needed at once. */
  readonly #idle: Reader[];
  readonly #waiting: PromiseWithResolvers<Reader>[] = [];
  readonly #restAfter: number;
  #isClosed = false;

  constructor({ file, count, restAfter = REST_AFTER_MS, connect }: ReadersOptions) {
    this.#restAfter = restAfter;
    this.#all = Array.from({ length: count }, () => {
      const driver = new ThreadDriver(file);
      return { driver, db: connect(driver), resting: undefined };
    });
    this.#idle = [...this.#all];
  }

  /**
   * Reads in one transaction, as soon as a reader is free.
   * @param signal Aborted when it is not wanted any more; what runs then is ended.
   * @throws the reason of the signal; whatever the work throws.
   */
  async read<T>(signal: AbortSignal | undefined, work: (moment: Transaction<Database>) => Promise<T>): Promise<T> {
    if (this.#isClosed) throw closed();
    const reader = this.#idle.pop() ?? (await this.#free());
    clearTimeout(reader.resting);
    try {
      return await reader.driver.until(signal, () => reader.db.transaction().execute(work));
    } finally {
      this.#giveBack(reader);
    }
  }

  get state(): { busy: number; idle: number; waiting: number } {
    const idle = this.#idle.length;
    return { busy: this.#all.length - idle, idle, waiting: this.#waiting.length };
  }

  /** Ends what runs, and what waits. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(closed());
    for (const { resting } of this.#all) clearTimeout(resting);
    await Promise.all(this.#all.map(({ driver }) => driver.destroy()));
  }

  #free(): Promise<Reader> {
    const waiting = Promise.withResolvers<Reader>();
    this.#waiting.push(waiting);
    return waiting.promise;
  }

  #giveBack(reader: Reader): void {
    const next = this.#waiting.shift();
    if (next) {
      next.resolve(reader);
      return;
    }
    reader.resting = setTimeout(() => void reader.driver.rest(), this.#restAfter).unref();
    this.#idle.push(reader);
  }
}

function closed(): Error {
  return new Error('The database is closed.');
}
