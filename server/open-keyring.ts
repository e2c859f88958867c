import { type Config, keyFile } from './config.ts';
import type { Store } from './core/ports/store.ts';
import { readKeyFile, readOrCreateKeyFile } from './secrets/key-file.ts';
import { generateKey, Keyring } from './secrets/keyring.ts';

/**
 * The keys a server runs with: those of the configuration, else of the key file beside the database, else, for a
 * database in memory, new ones.
 * @throws Error where credentials in the database are under a key that is not there: nobody could use them any more.
 */
export async function openKeyring(config: Pick<Config, 'databaseUrl' | 'tokenKeys'>, store: Store): Promise<Keyring> {
  const inUse = await store.tokens.keyIds();
  const file = keyFile(config.databaseUrl);
  const keyring = new Keyring(config.tokenKeys ?? (await keysOf(file, inUse.length > 0)));
  const missing = inUse.filter((id) => !keyring.has(id));
  if (missing.length > 0) {
    const where = config.tokenKeys ? 'TOKEN_KEYS' : `the key file ${file}`;
    throw new Error(`The database has credentials under ${missing.join(', ')}, which ${where} does not have.`);
  }
  return keyring;
}

async function keysOf(file: string | undefined, areNeeded: boolean) {
  if (file === undefined) return [generateKey()];
  if (!areNeeded) return readOrCreateKeyFile(file);
  const keys = await readKeyFile(file);
  if (!keys) {
    throw new Error(`The database has credentials, but neither is TOKEN_KEYS set nor is there a key file ${file}.`);
  }
  return keys;
}
