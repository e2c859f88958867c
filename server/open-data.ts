import type { Config } from './config.ts';
import type { SharedCounts } from './core/ports/shared-counts.ts';
import type { Store } from './core/ports/store.ts';
import type { Logger } from './http/log.ts';
import { openKeyring } from './open-keyring.ts';
import type { Keyring } from './secrets/keyring.ts';
import { isEmpty, loadSeed } from './seed/load.ts';
import { readSeed } from './seed/read.ts';
import { openStore, type SqlStore } from './store/index.ts';
import type { DatabaseFile } from './store/sqlite/index.ts';

/** What a server keeps. */
export interface Data {
  store: Store;
  keyring: Keyring;
}

/** The same as it was opened. */
export interface OpenedData extends Data {
  /** The database file, for another thread that writes to it. */
  file?: DatabaseFile;
  pool?: SqlStore['pool'];
  /** What servers on the same database count together. */
  counts?: SharedCounts;
}

type DataLogger = Pick<Logger, 'info' | 'warn' | 'error'>;

/**
 * Opens the database and the keys, and fills an empty database. Whatever ends this half way, doing it again is as if it
 * had never begun; two that do it at once open the same.
 * @param givenStore What holds the data, in place of the database.
 * @throws Error, SeedError, StoreUnavailable where something is missing or wrong; nothing is left open then.
 */
export async function openData(config: Config, logger: DataLogger, givenStore?: Store): Promise<OpenedData> {
  const store: SqlStore = givenStore ?? (await openDatabase(config, logger));
  try {
    const keyring = await openKeyring(config, store, (message) => logger.warn(message));
    await seedIfEmpty(config, { store, keyring });
    const { file, pool, counts } = store;
    return { store, keyring, ...(file && { file }), ...(pool && { pool }), ...(counts && { counts }) };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function openDatabase({ databaseUrl, statementTimeout }: Config, logger: DataLogger): Promise<SqlStore> {
  return openStore(databaseUrl, {
    statementTimeout,
    warn: (message) => logger.warn(message),
    tell(failure) {
      if (failure) logger.error({ err: failure }, 'the database cannot be used');
      else logger.info('the database can be used again');
    },
  });
}

async function seedIfEmpty({ seedFile, credentialsFile }: Config, { store, keyring }: Data): Promise<void> {
  if (seedFile === 'none' || !(await isEmpty(store))) return;
  await loadSeed(await readSeed(seedFile), { store, keyring, credentialsFile });
}
