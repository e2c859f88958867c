import { setAccountModules } from '../../server/core/accounts/set-modules.ts';
import { onDatabase } from './on-database.ts';

/** Sets the modules of an account in the database of the environment, and tells what changed. @throws Error */
export function setModules(accountId: string, moduleIds: readonly string[], json: boolean): Promise<string> {
  return onDatabase(async (store) => {
    const { added, removed, tokens } = await setAccountModules(store, accountId, moduleIds);
    if (json) return JSON.stringify({ added, removed, tokens });
    const list = (ids: readonly string[]) => ids.join(', ') || 'none';
    return `${accountId}: added ${list(added)}; removed ${list(removed)}; tokens that lost modules: ${list(tokens)}.`;
  });
}
