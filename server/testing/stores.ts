import { join } from 'node:path';
import { memoryStore } from '../core/memory/store.ts';
import type { Store } from '../core/ports/store.ts';
import { openStore } from '../store/index.ts';
import { temporaryFolder } from './server.ts';

/** Every kind of store; the same tests hold for each. */
export const STORES: [name: string, open: () => Promise<Store>][] = [
  ['SQLite in memory', () => openStore('sqlite::memory:')],
  ['SQLite in a file', async () => openStore(`sqlite:${join(await temporaryFolder(), 'tokens.db')}`)],
  ['Maps', async () => memoryStore()],
];
