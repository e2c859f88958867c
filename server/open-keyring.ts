import { existsSync } from 'node:fs';
import { type Config, keyFile } from './config.ts';
import type { Store } from './core/ports/store.ts';
import { readKeyFile, writeKeyFile } from './secrets/key-file.ts';
import { generateKey, type Key, Keyring } from './secrets/keyring.ts';
import { isPostgresUrl } from './store/postgres/url.ts';

/** No folder is beside the database for a file that all servers could read. */
const SHARED =
  'On PostgreSQL the keys of the credentials come from there, the same for every server: id:base64 of 32 random bytes.';

/** A credential may be damaged by itself, so that one which does not open says nothing of the key. */
const EXAMPLES_OF_A_KEY = 10;

/**
 * The keys that a server runs with: those of the configuration, else of the key file beside the database, else, for a
 * database in memory, new ones. On PostgreSQL they are those of the configuration. There may be more of them than credentials are under.
 * @param warn Told where a key file that an earlier start left unfinished is made anew.
 * @throws Error that names the keys where credentials in the database are under one that is not there, or that is
 * another one of the same id: nobody could use them any more.
 */
export async function openKeyring(
  config: Pick<Config, 'databaseUrl' | 'tokenKeys'>,
  store: Store,
  warn: (message: string) => void = console.warn,
): Promise<Keyring> {
  const file = keyFile(config.databaseUrl);
  const keyring = new Keyring(config.tokenKeys ?? (await keysOf(config.databaseUrl, store, warn)));
  await assertKeysFit(keyring, store, config.tokenKeys ? 'TOKEN_KEYS' : `the key file ${file}`);
  return keyring;
}

async function keysOf(databaseUrl: string, store: Store, warn: (message: string) => void): Promise<Key[]> {
  const file = keyFile(databaseUrl);
  if (isPostgresUrl(databaseUrl)) throw new Error(`TOKEN_KEYS is not set. ${SHARED}`);
  if (file === undefined) return [generateKey()];
  return (await readKeyFile(file)) ?? (await createKeys(file, store, warn));
}

/** Of two that start at once one makes the key, and the other one waits for it: they take turns in transactions. */
function createKeys(file: string, store: Store, warn: (message: string) => void): Promise<Key[]> {
  return store.transaction(async ({ tokens }) => {
    if ((await tokens.keyIds()).length > 0) {
      throw new Error(
        `The database has credentials, but neither is TOKEN_KEYS set nor is there a whole key in the key file ${file}.`,
      );
    }
    const made = await readKeyFile(file);
    if (made) return made;
    if (existsSync(file)) warn(`The key file ${file} held no whole key, and nothing is under it: it is made anew.`);
    const keys = [generateKey()];
    await writeKeyFile(file, keys);
    return keys;
  });
}

async function assertKeysFit(keyring: Keyring, store: Store, where: string): Promise<void> {
  const inUse = await store.tokens.keyIds();
  const missing = inUse.filter((id) => !keyring.has(id));
  if (missing.length > 0) {
    throw new Error(`The database has credentials under ${missing.join(', ')}, which ${where} does not have.`);
  }
  const known = await store.keys.fingerprints();
  const unknown = [...keyring.fingerprints].filter(([id, own]) => !isSame(keyring, known.get(id), own));
  if (unknown.length > 0) await learn(unknown, keyring, store, where);
}

function isSame(keyring: Keyring, known: Uint8Array | undefined, own: Uint8Array): boolean {
  return known !== undefined && keyring.areEqual(known, own);
}

/** Remembers keys that are new, or that credentials show to be right; the fingerprint alone may be of a key before. */
async function learn(unknown: [string, Uint8Array][], keyring: Keyring, store: Store, where: string): Promise<void> {
  const wrong: string[] = [];
  for (const [id] of unknown) if (!(await fits(keyring, store, id))) wrong.push(id);
  if (wrong.length > 0) {
    throw new Error(
      `In ${where} another key goes by the id ${wrong.join(', ')} than the one that credentials in the database are under: none of them opens.`,
    );
  }
  await store.transaction(async ({ keys }) => {
    for (const [id, fingerprint] of unknown) await keys.remember(id, fingerprint);
  });
}

async function fits(keyring: Keyring, store: Store, keyId: string): Promise<boolean> {
  const examples = await store.tokens.sealedUnder(keyId, EXAMPLES_OF_A_KEY);
  return examples.length === 0 || examples.some(({ id, credential }) => keyring.canOpen(id, credential));
}
