import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CompiledQuery, type DatabaseConnection, type Kysely, SqliteDriver, sql } from 'kysely';
import { StoreUnavailable } from '../../core/ports/store-unavailable.ts';
import { PLACES } from '../../core/turns/turns.ts';
import { Availability, type AvailabilityListener } from '../availability.ts';
import { Conflict } from '../conflict.ts';
import type { PoolState } from '../connection.ts';
import type { Transact } from '../grouped.ts';
import type { Lists, Scan } from '../list.ts';
import type { Database } from '../schema.ts';
import { Connection } from './connection.ts';
import { connect } from './dialect.ts';
import { directTo } from './direct.ts';
import { asUnavailable, isBusy } from './failure.ts';
import { Glances } from './glances.ts';
import { type Guard, GuardedDriver, GuardedWriter, guardedAtOnce } from './guard.ts';
import { Readers } from './readers.ts';
import { Readiness } from './readiness.ts';
import { sqliteFile } from './url.ts';
import { type OpenedFiles, WatchedFile } from './watched-file.ts';

/** How long a change waits for another process, and how often it looks. */
const WAIT_MS = 5_000;
const RETRY_EVERY_MS = 10;

/** Takes the write lock when a transaction begins: one that upgrades later can fail where another process writes. */
class WritingDriver extends SqliteDriver {
  readonly #database: Connection;

  constructor(database: Connection) {
    super({ database });
    this.#database = database;
    database.waitForNobody();
  }

  /** Another process that has the lock is waited for, and holds up nothing but what is to be written. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const end = performance.now() + WAIT_MS;
    for (;;) {
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() > end) throw error;
      }
      await delay(RETRY_EVERY_MS);
    }
  }

  /** What made SQLite undo a transaction by itself is what is told, not that there is nothing left to undo. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isInTransaction) await super.rollbackTransaction(connection);
  }
}

/** A database in a file, for another thread that writes to it. */
export interface DatabaseFile {
  files(): OpenedFiles;
  /** Takes note of what came of a change there. */
  note(failure: StoreUnavailable | undefined): void;
}

export interface SqliteConnections {
  writer: Kysely<Database>;
  /** Reads by keys; sees committed data only. */
  reader: Kysely<Database>;
  /** Reads lists: of a file in threads of their own, as many at once as there are places for, or in a moment. */
  lists: Lists;
  /** Of a database in a file. */
  file?: DatabaseFile;
  /** Its readers, where it has some. */
  pool?(): PoolState;
  /** Runs changes in a transaction. */
  transact: Transact;
  /** @throws StoreUnavailable where requests could not be served from the file. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a SQLite database. One in memory has one connection for everything, because no other could see it: what is read
 * there holds up all else, and nothing ends it before its time. A new one is for its owner alone, and so is a folder that is made for it; what is there keeps the rights it has.
 * @param tell Told of failures of the file, and of their end.
 * @throws Error that names the file.
 */
export function openSqlite(url: string, tell: AvailabilityListener = () => {}): SqliteConnections {
  const file = sqliteFile(url);
  return file === undefined ? openMemory() : openFile(resolve(file), tell);
}

/**
 * Opens a database file once more, for another thread.
 * @throws StoreUnavailable where it is not the file any more that is open.
 */
export function openSqliteAgain(files: OpenedFiles): SqliteConnections {
  return openFile(files, () => {});
}

function openMemory(): SqliteConnections {
  const only = connect(new WritingDriver(new Connection(':memory:', { readOnly: false })));
  const scan: Scan = (_signal, work) => only.transaction().execute(async (moment) => work(moment));
  return {
    writer: only,
    reader: only,
    lists: { scan },
    transact: transactOn(only),
    ping: () => ask(only),
    close: () => only.destroy(),
  };
}

function openFile(opened: string | OpenedFiles, tell: AvailabilityListener): SqliteConnections {
  const file = typeof opened === 'string' ? opened : opened.path;
  const { database, guard } = openWriter(opened, tell);
  const writer = connect(
    new GuardedWriter(new WritingDriver(database), guard),
    directTo(() => database, guard, true),
  );
  const glances = new Glances();
  let reading: Connection | undefined;
  const open = () =>
    (reading ??= new Connection(file, { readOnly: true, requireWanted: () => glances.requireShort() }));
  const readingDriver = new GuardedDriver(new SqliteDriver({ database: async () => open() }), guard);
  const reader = connect(readingDriver, directTo(open, guard, false));
  const readers = new Readers({
    file,
    count: PLACES.all,
    connect: (driver) => connect(new GuardedDriver(driver, guard)),
  });
  const readiness = new Readiness(guard);
  return {
    writer,
    reader,
    lists: {
      scan: (signal, work) => readers.read(signal, async (moment) => work(moment)),
      glance: (work) => guardedAtOnce(guard, () => glances.read(open(), reader, work)),
    },
    file: {
      files: () => ({ path: file, known: guard.file.known }),
      note: (failure) => (failure ? void guard.availability.failed(failure) : guard.availability.works()),
    },
    pool: () => readers.state,
    transact: transactOn(writer),
    async ping() {
      await ask(reader);
      readiness.check();
    },
    // The writer is the last one: it moves the log into the file.
    async close() {
      await Promise.all([readers.close(), reader.destroy()]);
      // The driver closes it only where it was asked.
      reading?.close();
      await writer.destroy();
      database.close();
    },
  };
}

function transactOn(writer: Kysely<Database>): Transact {
  const once: Transact = (work) =>
    writer.transaction().execute(async (moment) => {
      const unfinished = await work(moment);
      await unfinished?.written;
    });
  return (work) =>
    once(work).catch((error) => {
      if (!(error instanceof Conflict)) throw error;
      return once(work);
    });
}

async function ask(reader: Kysely<Database>): Promise<void> {
  await sql`select 1`.execute(reader);
}

function openWriter(opened: string | OpenedFiles, tell: AvailabilityListener): { database: Connection; guard: Guard } {
  const file = typeof opened === 'string' ? opened : opened.path;
  try {
    if (typeof opened === 'string') createPrivately(file);
    else new WatchedFile(opened).assertThereNow();
    const database = new Connection(file, { readOnly: false });
    return {
      database,
      guard: {
        file: new WatchedFile(opened),
        availability: new Availability((error) => asUnavailable(error, file), tell),
      },
    };
  } catch (cause) {
    const failure = asUnavailable(cause, file);
    if (failure instanceof StoreUnavailable) throw failure;
    throw new Error(`The database ${file} cannot be opened: ${(cause as Error).message}.`, { cause });
  }
}

/** SQLite gives its log and the index of that the rights of the file. An empty file is an empty database. */
function createPrivately(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
