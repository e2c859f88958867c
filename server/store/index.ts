import { sql } from 'kysely';
import type { Repositories, Store } from '../core/ports/store.ts';
import { accountRepository } from './accounts.ts';
import type { Connection } from './connection.ts';
import { GroupedTransactions } from './grouped.ts';
import { keyedCreationRepository } from './keyed-creations.ts';
import { keyRepository } from './keys.ts';
import type { Lists } from './list.ts';
import { migrate } from './migrate.ts';
import { moduleRepository } from './modules.ts';
import type { AvailabilityListener } from './sqlite/availability.ts';
import {
  type DatabaseFile,
  openSqlite,
  openSqliteAgain,
  type PoolState,
  type SqliteConnections,
} from './sqlite/index.ts';
import { sqliteFile } from './sqlite/url.ts';
import type { OpenedFiles } from './sqlite/watched-file.ts';
import { tokenRepository } from './tokens.ts';
import { trailRepository } from './trail.ts';

/** A store in a database. */
export interface SqlStore extends Store {
  /** Where it is a file, for another thread that writes to it. */
  file?: DatabaseFile;
  /** Its connections for reading, where there are several. */
  pool?(): PoolState;
}

/**
 * Opens the database of a `DATABASE_URL` and brings its tables up to date.
 * @param tell Told when the database becomes unavailable, and when it works again.
 * @throws Error, StoreUnavailable where the database cannot be opened, or was made by a newer version; nothing is left
 * open then.
 */
export async function openStore(databaseUrl: string, tell: AvailabilityListener = () => {}): Promise<SqlStore> {
  // What goes wrong before it is open is thrown.
  let isOpen = false;
  const connections = openSqlite(databaseUrl, (failure) => isOpen && tell(failure));
  try {
    await migrate(connections.writer, sqliteFile(databaseUrl) ?? 'in memory');
  } catch (error) {
    await connections.close();
    throw error;
  }
  isOpen = true;
  return storeOn(connections);
}

/** The store on a database file that is open already, for another thread. @throws as `openSqliteAgain`. */
export function openStoreAgain(files: OpenedFiles): Store {
  return storeOn(openSqliteAgain(files));
}

/** The store on the connections of a database whose tables are up to date. */
export function storeOn({ writer, reader, lists, file, pool, check, close }: SqliteConnections): SqlStore {
  const changes = new GroupedTransactions((work) => writer.transaction().execute(work));
  return {
    ...repositories(reader, lists),
    ...(file && { file }),
    ...(pool && { pool }),
    transaction: (work) =>
      changes.run((moment) => work(repositories(moment, { scan: (_signal, read) => read(moment) }))),
    async ping() {
      await sql`select 1`.execute(reader);
      check();
    },
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
