/** The operator's command for keys: `npm run keys -- <add|rotate|list>`. Reads the same environment as the server. */
import { type Config, keyFile, readConfig } from '../../server/config.ts';
import type { Store } from '../../server/core/ports/store.ts';
import { openKeyring } from '../../server/open-keyring.ts';
import { readOrCreateKeyFile, writeKeyFile } from '../../server/secrets/key-file.ts';
import { generateKey, type Keyring } from '../../server/secrets/keyring.ts';
import { openStore } from '../../server/store/index.ts';
import { sqliteFile } from '../../server/store/sqlite/url.ts';
import { readWords, runCommand, UsageError } from './command.ts';

const USAGE = `Usage: npm run keys -- <command>

  list     shows which keys credentials are under
  add      puts a new key first in the key file; restart the server before you rotate
  rotate   puts every credential under the first key, while the server runs or not

To rotate: add (with TOKEN_KEYS, put a new id:base64 in front yourself), restart the server, rotate. After that the
other keys are not needed any more.

Exit code: 0 done, 1 it could not be done, 2 the command line is wrong.`;

const BATCH = 500;

const COMMANDS = new Map<string | undefined, (config: Config) => Promise<string>>([
  ['list', (config) => withStore(config, list)],
  ['add', add],
  ['rotate', (config) => withStore(config, rotate)],
]);

async function main(): Promise<number> {
  const [name, ...more] = readWords({ allowPositionals: true }).positionals;
  const command = COMMANDS.get(name);
  if (!command || more.length > 0) throw new UsageError(`Expected one command: ${[...COMMANDS.keys()].join(', ')}.`);
  console.log(await command(readConfig(process.env)));
  return 0;
}

async function add({ databaseUrl, tokenKeys }: Config): Promise<string> {
  const file = keyFile(databaseUrl);
  if (tokenKeys || file === undefined) throw new Error('TOKEN_KEYS is set: put the new key in front of it yourself.');
  const key = generateKey();
  await writeKeyFile(file, [key, ...(await readOrCreateKeyFile(file))]);
  return `${key.id} is the first key in ${file} now. Restart the server, then run \`npm run keys -- rotate\`.`;
}

async function rotate(store: Store, keyring: Keyring): Promise<string> {
  let moved = 0;
  for (;;) {
    const batch = await store.transaction(async ({ tokens }) => {
      const credentials = await tokens.sealedUnderOtherKeys(keyring.currentKeyId, BATCH);
      for (const { id, credential } of credentials) {
        await tokens.reseal(id, keyring.seal(id, keyring.open(id, credential)));
      }
      return credentials.length;
    });
    moved += batch;
    if (batch < BATCH) return `${moved} credentials were moved; all are under ${keyring.currentKeyId} now.`;
  }
}

async function list(store: Store, keyring: Keyring): Promise<string> {
  const inUse = await store.tokens.keyIds();
  return `First key: ${keyring.currentKeyId}\nKeys that credentials are under: ${inUse.join(', ') || 'none'}`;
}

async function withStore(
  config: Config,
  command: (store: Store, keyring: Keyring) => Promise<string>,
): Promise<string> {
  if (sqliteFile(config.databaseUrl) === undefined) throw new Error('A database in memory has no keys to manage.');
  const store = await openStore(config.databaseUrl);
  try {
    return await command(store, await openKeyring(config, store));
  } finally {
    await store.close();
  }
}

await runCommand(USAGE, main);
