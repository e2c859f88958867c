import { type Config, keyFile } from '../../server/config.ts';
import type { Store } from '../../server/core/ports/store.ts';
import { openKeyring } from '../../server/open-keyring.ts';
import { rotateKeys } from '../../server/rotate-keys.ts';
import { readKeyFile, writeKeyFile } from '../../server/secrets/key-file.ts';
import { generateKey, type Key, type Keyring } from '../../server/secrets/keyring.ts';
import { calledAs } from '../package/called.ts';
import { BY_HAND } from './keys-words.ts';
import { onDatabase } from './on-database.ts';

const SHOWN = 10;

async function list(store: Store, keyring: Keyring, json: boolean): Promise<string> {
  const inUse = await store.tokens.keyIds();
  if (json) {
    const keys = keyring.keyIds.map((id) => ({ id, encrypts: id === keyring.currentKeyId, inUse: inUse.includes(id) }));
    return JSON.stringify(keys);
  }
  const lines = keyring.keyIds.map((id) => {
    const role = id === keyring.currentKeyId ? 'encrypts' : 'accepted';
    return `${id}  ${role}  ${inUse.includes(id) ? 'credentials are under it' : 'no credential is under it'}`;
  });
  return lines.join('\n');
}

async function add(store: Store, config: Config): Promise<string> {
  const key = generateKey();
  const file = await changeKeys(store, config, (keys) => [...keys, key]);
  return `${key.id} is in ${file} now and does not encrypt yet. Restart every server, then: ${calledAs('keys', 'use')} ${key.id}`;
}

async function use(store: Store, config: Config, id: string): Promise<string> {
  await changeKeys(store, config, (keys) => [named(keys, id), ...others(keys, id)]);
  return `${id} encrypts from the next start of a server on. Restart every server, then: ${calledAs('keys', 'rotate')}`;
}

async function drop(store: Store, config: Config, id: string): Promise<string> {
  await changeKeys(store, config, (keys, inUse) => {
    if (named(keys, id) === keys[0]) throw new Error(`${id} is the key that encrypts: make another one that first.`);
    if (inUse.includes(id)) throw new Error(`Credentials are under ${id}: ${calledAs('keys', 'rotate')} comes first.`);
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
  // Without a file beside the database they are in the environment of each server.
  if (tokenKeys || file === undefined) throw new Error(`TOKEN_KEYS is set: change it yourself.\n\n${BY_HAND}`);
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

/** Does something with the keys and the database that the environment names. @throws Error */
async function opened(work: (opened: Opened) => Promise<string>): Promise<string> {
  return onDatabase(async (store, config) => work({ store, config, keyring: await openKeyring(config, store) }));
}

/** What each subcommand does, in words. */
export const WORK = {
  list: (json: boolean) => opened(({ store, keyring }) => list(store, keyring, json)),
  add: () => opened(({ store, config }) => add(store, config)),
  use: (id: string) => opened(({ store, config }) => use(store, config, id)),
  rotate: () => opened(({ store, keyring }) => rotate(store, keyring)),
  drop: (id: string) => opened(({ store, config }) => drop(store, config, id)),
};
