import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { generateKey, KEY_BYTES, type Key } from './keyring.ts';
import { writePrivateFile } from './private-file.ts';

const KEY = /^([\w.-]{1,64}):([A-Za-z0-9+/_-]+={0,2})$/;

/**
 * Reads keys from `id:base64[,id:base64…]`; line breaks separate as commas do. The first key encrypts.
 * @throws TypeError that names the position and the rule, never the key.
 */
export function parseKeys(text: string): Key[] {
  const keys = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((entry, index) => {
      const [, id, base64] = KEY.exec(entry) ?? [];
      if (!id || !base64) throw new TypeError(`key ${index + 1} must be id:base64`);
      const secret = Buffer.from(base64, 'base64');
      if (secret.length !== KEY_BYTES) {
        // Not even the id is repeated: who swaps the two has put the key there.
        throw new TypeError(`key ${index + 1} must be ${KEY_BYTES} bytes in base64 after its id, not ${secret.length}`);
      }
      return { id, secret };
    });
  if (keys.length === 0) throw new TypeError('must have at least one key, id:base64');
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw new TypeError('each key must have an id of its own');
  return keys;
}

/** The keys in a key file, or undefined where there is none. @throws Error where others may read it, or it is malformed. */
export async function readKeyFile(file: string): Promise<Key[] | undefined> {
  const mode = await stat(file).then(
    (found) => found.mode,
    () => undefined,
  );
  if (mode === undefined) return undefined;
  if (process.platform !== 'win32' && mode & 0o077) {
    throw new Error(`The key file ${file} can be read by others. Run \`chmod 600 '${file}'\`.`);
  }
  try {
    return parseKeys(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`The key file ${file} is malformed: ${(error as Error).message}.`);
  }
}

/** Writes keys so that only the owner can read them. */
export async function writeKeyFile(file: string, keys: readonly Key[]): Promise<void> {
  await writePrivateFile(file, asText(keys));
}

/** The keys of a key file, made with one new key where there is none yet; of two who make it at once, one wins. */
export async function readOrCreateKeyFile(file: string): Promise<Key[]> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, asText([generateKey()]), { mode: 0o600, flag: 'wx', flush: true }).catch(ignoreExisting);
  return (await readKeyFile(file)) ?? [];
}

function asText(keys: readonly Key[]): string {
  return keys.map(({ id, secret }) => `${id}:${secret.toString('base64')}\n`).join('');
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
