/** The operator's command for keys: `npm run keys -- <command>`. Reads the same environment as the server. */
import { type Config, keyFile, readConfig } from '../../server/config.ts';
import type { Store } from '../../server/core/ports/store.ts';
import { openKeyring } from '../../server/open-keyring.ts';
import { rotateKeys } from '../../server/rotate-keys.ts';
import { readKeyFile, writeKeyFile } from '../../server/secrets/key-file.ts';
import { generateKey, type Key, type Keyring } from '../../server/secrets/keyring.ts';
import { openStore } from '../../server/store/index.ts';
import { sqliteFile } from '../../server/store/sqlite/url.ts';
import { readWords, runCommand, UsageError } from './command.ts';

const USAGE = `Usage: npm run keys -- <command>

  list      shows the keys, which one encrypts, and which ones credentials are under
  add       adds a new key that is accepted and does not encrypt yet
  use ID    makes a key the one that encrypts
  rotate    puts every credential under the key that encrypts, while servers run or not
  drop ID   takes out a key that no credential is under any more

Servers read their keys when they start. To change the key, one server or many:

  1. add,          then restart every server: each accepts the new key
  2. use ID,       then restart every server: each encrypts under it
  3. rotate
  4. drop OLD-ID,  then restart every server

With only one server, the restart after \`add\` can be left out. With TOKEN_KEYS do the same by hand: the new id:base64
last, then first, then rotate, then without the old one. SECURITY.md says more.

Exit code: 0 done, 1 it could not be done, 2 the command line is wrong.`;

const SHOWN = 10;

async function list(store: Store, keyring: Keyring): Promise<string> {
  const inUse = await store.tokens.keyIds();
  const lines = keyring.keyIds.map((id) => {
    const role = id === keyring.currentKeyId ? 'encrypts' : 'accepted';
    return `${id}  ${role}  ${inUse.includes(id) ? 'credentials are under it' : 'no credential is under it'}`;
  });
  return lines.join('\n');
}

async function add(store: Store, config: Config): Promise<string> {
  const key = generateKey();
  const file = await changeKeys(store, config, (keys) => [...keys, key]);
  return `${key.id} is in ${file} now and does not encrypt yet. Restart every server, then: npm run keys -- use ${key.id}`;
}

async function use(store: Store, config: Config, id: string): Promise<string> {
  await changeKeys(store, config, (keys) => [named(keys, id), ...others(keys, id)]);
  return `${id} encrypts from the next start of a server on. Restart every server, then: npm run keys -- rotate`;
}

async function drop(store: Store, config: Config, id: string): Promise<string> {
  await changeKeys(store, config, (keys, inUse) => {
    if (named(keys, id) === keys[0]) throw new Error(`${id} is the key that encrypts: make another one that first.`);
    if (inUse.includes(id)) throw new Error(`Credentials are under ${id}: npm run keys -- rotate comes first.`);
    return others(keys, id);
  });
  return `${id} is gone.`;
}

async function rotate(store: Store, keyring: Keyring): Promise<string> {
  const { moved, damaged } = await rotateKeys(store, keyring);
  if (damaged.length === 0) return `${moved} credentials were moved; all are under ${keyring.currentKeyId} now.`;
  const ids = [...damaged.slice(0, SHOWN), ...(damaged.length > SHOWN ? ['…'] : [])].join(', ');
  throw new Error(
    `${moved} credentials were moved to ${keyring.currentKeyId}; ${damaged.length} are damaged and stay as they are: ${ids}.`,
  );
}

type Change = (keys: readonly Key[], inUse: readonly string[]) => Key[];

/** In a transaction, so that two commands, or a command and a first start, take turns. Answers with the file's path. */
async function changeKeys(store: Store, { databaseUrl, tokenKeys }: Config, change: Change): Promise<string> {
  const file = keyFile(databaseUrl);
  if (tokenKeys || file === undefined) throw new Error(`TOKEN_KEYS is set: change it yourself.\n\n${USAGE}`);
  await store.transaction(async ({ tokens }) => {
    await writeKeyFile(file, change((await readKeyFile(file)) ?? [], await tokens.keyIds()));
  });
  return file;
}

function named(keys: readonly Key[], id: string): Key {
  const key = keys.find((one) => one.id === id);
  if (!key) throw new Error(`There is no key ${id}; there are ${keys.map((one) => one.id).join(', ')}.`);
  return key;
}

function others(keys: readonly Key[], id: string): Key[] {
  return keys.filter((key) => key.id !== id);
}

/** What a command works with; the keys have been tried on the credentials. */
interface Opened {
  store: Store;
  keyring: Keyring;
  config: Config;
}

async function opened(work: (opened: Opened) => Promise<string>): Promise<string> {
  const config = readConfig(process.env);
  if (sqliteFile(config.databaseUrl) === undefined) throw new Error('A database in memory has no keys to manage.');
  const store = await openStore(config.databaseUrl);
  try {
    return await work({ store, config, keyring: await openKeyring(config, store) });
  } finally {
    await store.close();
  }
}

type Work = (opened: Opened, id: string) => Promise<string>;

const OF_ALL = new Map<string | undefined, Work>([
  ['list', ({ store, keyring }) => list(store, keyring)],
  ['add', ({ store, config }) => add(store, config)],
  ['rotate', ({ store, keyring }) => rotate(store, keyring)],
]);
const OF_ONE = new Map<string | undefined, Work>([
  ['use', ({ store, config }, id) => use(store, config, id)],
  ['drop', ({ store, config }, id) => drop(store, config, id)],
]);

async function main(): Promise<number> {
  const [name, id = '', ...more] = readWords({ allowPositionals: true }).positionals;
  const command = OF_ALL.get(name) ?? OF_ONE.get(name);
  if (!command) throw new UsageError('Expected a command: list, add, use ID, rotate or drop ID.');
  if (OF_ONE.has(name) !== (id !== '') || more.length > 0) {
    throw new UsageError(`${name} expects ${OF_ONE.has(name) ? 'the id of one key' : 'no other word'}.`);
  }
  console.log(await opened((all) => command(all, id)));
  return 0;
}

await runCommand(USAGE, main);
