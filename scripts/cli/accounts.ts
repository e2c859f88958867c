/** The operator's command for accounts: `npm run accounts -- set-modules …`. Reads the same environment as the server. */

import { readConfig } from '../../server/config.ts';
import { setAccountModules } from '../../server/core/accounts/set-modules.ts';
import { openStore } from '../../server/store/index.ts';
import { sqliteFile } from '../../server/store/sqlite/url.ts';
import { type Arguments, runCommand } from './command.ts';

const USAGE = `Usage: npm run accounts -- set-modules ACC-… [MOD-… …]

  Sets the modules that the account's tokens may be given. Those that are gone are taken from its tokens at once, while
  the server runs or not. Without any module the account has none.`;

async function setModules(accountId: string, moduleIds: Arguments): Promise<string> {
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

await runCommand(
  { 'set-modules': ([accountId, ...moduleIds]) => (accountId ? setModules(accountId, moduleIds) : undefined) },
  USAGE,
);
