import type { Kysely } from 'kysely';
import type { SharedCounts } from '../core/ports/shared-counts.ts';
import type { Repositories, Store } from '../core/ports/store.ts';
import { accountRepository } from './accounts.ts';
import type { AvailabilityListener } from './availability.ts';
import type { Connection, PoolState } from './connection.ts';
import { GroupedTransactions, type Moments, type Transact } from './grouped.ts';
import { keyedCreationRepository } from './keyed-creations.ts';
import { keyRepository } from './keys.ts';
import type { Lists } from './list.ts';
import { migrate } from './migrate.ts';
import { moduleRepository } from './modules.ts';
import { PendingWrites } from './pending-writes.ts';
import { isPostgresUrl } from './postgres/url.ts';
import type { Database } from './schema.ts';
import { type DatabaseFile, openSqlite, openSqliteAgain } from './sqlite/index.ts';
import { sqliteFile } from './sqlite/url.ts';
import type { OpenedFiles } from './sqlite/watched-file.ts';
import { type Pending, together } from './together.ts';
import { tokenRepository } from './tokens.ts';
import { trailRepository } from './trail.ts';

/** A store in a database. */
export interface SqlStore extends Store {
  /** Where it is a file, for another thread that writes to it. */
  file?: DatabaseFile;
  /** Its connections for reading, where there are several. */
  pool?(): PoolState;
  /** What servers on the same database count together. */
  counts?: SharedCounts;
}

export interface StoreOptions {
  /** Told when the database becomes unavailable, and when it works again. */
  tell?: AvailabilityListener;
  /** Told of what an operator should look at, and can do without. */
  warn?(message: string): void;
  /** Seconds that a list may take, where the database itself can end it; 0 is no limit. */
  statementTimeout?: number;
}

/**
 * Opens the database of a `DATABASE_URL` and brings its tables up to date.
 * @throws Error, StoreUnavailable where the database cannot be opened, or was made by a newer version; nothing is left
 * open then.
 */
export async function openStore(databaseUrl: string, options: StoreOptions = {}): Promise<SqlStore> {
  // What goes wrong before it is open is thrown.
  let isOpen = false;
  const tell: AvailabilityListener = (failure) => isOpen && options.tell?.(failure);
  const connections = await openConnections(databaseUrl, { ...options, tell });
  isOpen = true;
  return storeOn(connections);
}

/** The same, below the store. @throws as `openStore`. */
export function openConnections(databaseUrl: string, options: StoreOptions = {}): Promise<Connections> {
  const { tell = () => {} } = options;
  return (isPostgresUrl(databaseUrl) ? ofPostgres : ofSqlite)(databaseUrl, { ...options, tell });
}

type Tells = StoreOptions & Required<Pick<StoreOptions, 'tell'>>;

async function ofSqlite(url: string, { tell }: Tells): Promise<Connections> {
  const connections = openSqlite(url, tell);
  return orClose(connections, () => migrate(connections.writer, sqliteFile(url) ?? 'in memory'));
}

async function ofPostgres(url: string, { tell, warn = () => {}, statementTimeout = 0 }: Tells): Promise<Connections> {
  // The driver is for who needs it: each thread of a server on a file would load it.
  const { openPostgres } = await import('./postgres/index.ts');
  const { preparePostgres } = await import('./postgres/prepare.ts');
  const connections = openPostgres(url, { tell, statementTimeout });
  return orClose(connections, () => preparePostgres(connections.writer, url, warn));
}

async function orClose<C extends Pick<Connections, 'close'>>(connections: C, work: () => Promise<void>): Promise<C> {
  try {
    await work();
    return connections;
  } catch (error) {
    await connections.close();
    throw error;
  }
}

/** The store on a database file that is open already, for another thread. @throws as `openSqliteAgain`. */
export function openStoreAgain(files: OpenedFiles): Store {
  return storeOn(openSqliteAgain(files));
}

/** A database whose tables are up to date. */
export interface Connections {
  /** Reads by keys. */
  reader: Kysely<Database>;
  lists: Lists;
  file?: DatabaseFile;
  /** Its connections for reading, where there are several. */
  pool?(): PoolState;
  /** What servers on the same database count together. */
  counts?: SharedCounts;
  /** Runs changes in a transaction, as if no other ran at the same time. */
  transact: Transact;
  /** Where the way to the database is long: what several changes write, to be sent together, as what they ask is. */
  pending?(moment: Connection): Pending;
  /** @throws StoreUnavailable */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The store on the connections of a database. */
export function storeOn(connections: Connections): SqlStore {
  const { reader, lists, file, pool, counts, transact, pending, ping, close } = connections;
  const each: Moments<Repositories>['each'] = (moment) =>
    repositories(moment, { scan: async (_signal, read) => read(moment) });
  const changes = new GroupedTransactions(transact, {
    each,
    together: (moment) => {
      const repositories = each(moment);
      const ways = pending
        ? { pending: pending(moment), isFar: true }
        : { pending: new PendingWrites(repositories), isFar: false };
      return together(repositories, ways);
    },
  });
  return {
    ...repositories(reader, lists),
    ...(file && { file }),
    ...(pool && { pool }),
    ...(counts && { counts }),
    transaction: (work, ahead) => changes.run(work, ahead),
    ping,
    close,
  };
}

function repositories(db: Connection, lists: Lists): Repositories {
  return {
    tokens: tokenRepository(db, lists),
    accounts: accountRepository(db, lists),
    modules: moduleRepository(db, lists),
    keys: keyRepository(db),
    keyedCreations: keyedCreationRepository(db),
    trail: trailRepository(db),
  };
}
