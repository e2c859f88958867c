import { readFile, stat } from 'node:fs/promises';
import { KEY_BYTES, type Key } from './keyring.ts';
import { writePrivateFile } from './private-file.ts';

const KEY = /^([\w.-]{1,64}):([A-Za-z0-9+/_-]+={0,2})$/;

/** The form of the ids that `generateKey` makes. */
const NEW_ID = /^k\d{4}-\d\d-\d\d-[0-9a-f]{6}:$/;
const A_NEW_ID = 'k0000-00-00-000000:';
const UNFINISHED_KEY = /^k\d{4}-\d\d-\d\d-[0-9a-f]{6}:[A-Za-z0-9+/]{1,43}$/;

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

/**
 * The keys in a key file. Undefined where there is none, or only the beginning of one with one key: version 1.0.0 left
 * that where its first start died, and nothing can have been put under such a key.
 * @throws Error where others may read it, or it is malformed.
 */
export async function readKeyFile(file: string): Promise<Key[] | undefined> {
  const mode = await stat(file).then(
    (found) => found.mode,
    () => undefined,
  );
  if (mode === undefined) return undefined;
  if (process.platform !== 'win32' && mode & 0o077) {
    throw new Error(`The key file ${file} can be read by others. Run \`chmod 600 '${file}'\`.`);
  }
  const text = await readFile(file, 'utf8');
  if (isUnfinished(text)) return undefined;
  try {
    return parseKeys(text);
  } catch (error) {
    throw new Error(`The key file ${file} is malformed: ${(error as Error).message}.`);
  }
}

/** Writes keys so that only the owner can read them, all or, where that fails, none. */
export async function writeKeyFile(file: string, keys: readonly Key[]): Promise<void> {
  await writePrivateFile(file, asText(keys));
}

function asText(keys: readonly Key[]): string {
  return keys.map(({ id, secret }) => `${id}:${secret.toString('base64')}\n`).join('');
}

/** What `asText` makes of one new key, cut before its end; a file that lost its content has zeros for it. */
function isUnfinished(text: string): boolean {
  const written = text.replace(/\0+$/, '');
  const id = written + A_NEW_ID.slice(written.length);
  return NEW_ID.test(id) || UNFINISHED_KEY.test(written);
}
