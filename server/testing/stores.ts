import { join } from 'node:path';
import { memoryStore } from '../core/memory/store.ts';
import type { Store } from '../core/ports/store.ts';
import { openStore } from '../store/index.ts';
import { isOnPostgres, patientDatabase } from './postgres/databases.ts';
import { temporaryFolder } from './server.ts';

type Stores = [name: string, open: () => Promise<Store>][];

const HERE: Stores = [
  ['SQLite in memory', () => openStore('sqlite::memory:')],
  ['SQLite in a file', async () => openStore(`sqlite:${join(await temporaryFolder(), 'tokens.db')}`)],
  ['Maps', async () => memoryStore()],
];

/** Every kind of store, or that of the server that the tests run on; the same tests hold for each. */
export const STORES: Stores = isOnPostgres() ? [['PostgreSQL', async () => openStore(await patientDatabase())]] : HERE;
