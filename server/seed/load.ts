import type { Repositories, Store } from '../core/ports/store.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { writePrivateFile } from '../secrets/private-file.ts';
import { insertSeed } from './insert.ts';
import type { Seed } from './seed.ts';

export interface LoadOptions {
  store: Store;
  keyring: Keyring;
  credentialsFile: string;
}

/**
 * Fills an empty database; one that another start has filled meanwhile stays as it is. The credentials file, token id →
 * credential, is on the disk before the data is committed, so that no seeded token exists whose credential nobody knows.
 */
export async function loadSeed(seed: Seed, { store, keyring, credentialsFile }: LoadOptions): Promise<void> {
  await store.transaction(async (repositories) => {
    if (!(await isEmpty(repositories))) return;
    const credentials = await insertSeed(seed, repositories, { vault: keyring, at: Date.now() });
    await writePrivateFile(credentialsFile, `${JSON.stringify(credentials, null, 2)}\n`);
  });
}

/** Whether nothing was ever put into a database. */
export async function isEmpty({ accounts, modules }: Pick<Repositories, 'accounts' | 'modules'>): Promise<boolean> {
  return (await accounts.isEmpty()) && (await modules.isEmpty());
}
