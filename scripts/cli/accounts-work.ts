import { readConfig } from '../../server/config.ts';
import { setAccountModules } from '../../server/core/accounts/set-modules.ts';
import { openStore } from '../../server/store/index.ts';
import { requireDatabase } from './existing-database.ts';

/** Sets the modules of an account in the database of the environment, and tells what changed. @throws Error */
export async function setModules(accountId: string, moduleIds: readonly string[], json: boolean): Promise<string> {
  const { databaseUrl } = readConfig(process.env);
  requireDatabase(databaseUrl);
  const store = await openStore(databaseUrl);
  try {
    const { added, removed, tokens } = await setAccountModules(store, accountId, moduleIds);
    if (json) return JSON.stringify({ added, removed, tokens });
    const list = (ids: readonly string[]) => ids.join(', ') || 'none';
    return `${accountId}: added ${list(added)}; removed ${list(removed)}; tokens that lost modules: ${list(tokens)}.`;
  } finally {
    await store.close();
  }
}
