/** The operator's command for accounts: `npm run accounts -- set-modules …`. Reads the same environment as the server. */
import { readConfig } from '../../server/config.ts';
import { setAccountModules } from '../../server/core/accounts/set-modules.ts';
import { openStore } from '../../server/store/index.ts';
import { sqliteFile } from '../../server/store/sqlite/url.ts';
import { readWords, runCommand, UsageError } from './command.ts';

const USAGE = `Usage: npm run accounts -- set-modules ACC-… [MOD-… …]

  Sets the modules that the account's tokens may be given. Those that are gone are taken from its tokens at once, while
  the server runs or not. Without any module the account has none.

  Exit code: 0 done, 1 it could not be done, 2 the command line is wrong.`;

async function main(): Promise<number> {
  const [command, accountId, ...moduleIds] = readWords({ allowPositionals: true }).positionals;
  if (command !== 'set-modules') throw new UsageError('Expected the command set-modules.');
  if (accountId === undefined) throw new UsageError('set-modules expects the id of an account, ACC-…, first.');
  console.log(await setModules(accountId, moduleIds));
  return 0;
}

async function setModules(accountId: string, moduleIds: readonly string[]): Promise<string> {
  const { databaseUrl } = readConfig(process.env);
  if (sqliteFile(databaseUrl) === undefined) throw new Error('A database in memory cannot be changed from outside.');
  const store = await openStore(databaseUrl);
  try {
    const { added, removed, tokens } = await setAccountModules(store, accountId, moduleIds);
    const list = (ids: readonly string[]) => ids.join(', ') || 'none';
    return `${accountId}: added ${list(added)}; removed ${list(removed)}; tokens that lost modules: ${list(tokens)}.`;
  } finally {
    await store.close();
  }
}

await runCommand(USAGE, main);
