import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely';
import type { Availability } from '../availability.ts';
import type { WatchedFile } from './watched-file.ts';

/** What stands between a driver and its users. */
export interface Guard {
  file: WatchedFile;
  availability: Availability;
}

const there = (file: WatchedFile) => file.assertThere();
const thereNow = (file: WatchedFile) => file.assertThereNow();
const writable = (file: WatchedFile) => file.assertWritable();

/** Looks at the file, does the work, and says of each failure of the database that it is one. */
async function guarded<T>(guard: Guard, look: (file: WatchedFile) => void, work: () => Promise<T>): Promise<T> {
  try {
    look(guard.file);
    return await work();
  } catch (error) {
    throw guard.availability.failed(error);
  }
}

/** The same for work that is done at once, on a file that is only looked at every now and then. */
export function guardedAtOnce<T>(guard: Guard, work: () => T): T {
  try {
    there(guard.file);
    return work();
  } catch (error) {
    throw guard.availability.failed(error);
  }
}

/**
 * A driver of one connection that reads a file only while it is the file that was opened. What is thrown for a failure
 * of the database is a StoreUnavailable.
 */
export class GuardedDriver implements Driver {
  readonly #driver: Driver;
  protected readonly guard: Guard;

  constructor(driver: Driver, guard: Guard) {
    this.#driver = driver;
    this.guard = guard;
  }

  init(): Promise<void> {
    return guarded(this.guard, there, () => this.#driver.init());
  }

  /** Never fails: Kysely does not give back what it failed to acquire. */
  async acquireConnection(): Promise<GuardedConnection> {
    return new GuardedConnection(await this.#driver.acquireConnection(), this.guard);
  }

  beginTransaction({ inner }: GuardedConnection, settings: TransactionSettings): Promise<void> {
    return guarded(this.guard, this.lookBefore, () => this.#driver.beginTransaction(inner, settings));
  }

  commitTransaction({ inner }: GuardedConnection): Promise<void> {
    return guarded(this.guard, there, () => this.#driver.commitTransaction(inner));
  }

  rollbackTransaction({ inner }: GuardedConnection): Promise<void> {
    return this.#driver.rollbackTransaction(inner);
  }

  releaseConnection({ inner }: GuardedConnection): Promise<void> {
    return this.#driver.releaseConnection(inner);
  }

  destroy(): Promise<void> {
    return this.#driver.destroy();
  }

  protected lookBefore = there;
}

/** The same for a driver whose transactions write. */
export class GuardedWriter extends GuardedDriver {
  protected override lookBefore = writable;

  /** Looks again afterwards: what went to a file that was deleted meanwhile was not written. */
  override async commitTransaction(connection: GuardedConnection): Promise<void> {
    await super.commitTransaction(connection);
    await guarded(this.guard, thereNow, async () => {});
    this.guard.availability.works();
  }
}

class GuardedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  readonly #guard: Guard;

  constructor(inner: DatabaseConnection, guard: Guard) {
    this.inner = inner;
    this.#guard = guard;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return guarded(this.#guard, there, () => this.inner.executeQuery<R>(query));
  }

  streamQuery<R>(...query: Parameters<DatabaseConnection['streamQuery']>): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery(...query);
  }
}
