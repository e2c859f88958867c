import type { Repositories, Store } from '../ports/store.ts';
import { asChange } from '../tokens/change.ts';
import { changeEntry } from '../tokens/trail.ts';

/** What an operator's command did. */
export interface ModulesChange {
  added: string[];
  removed: string[];
  /** Tokens that lost modules. */
  tokens: string[];
}

/**
 * Sets the modules that an account's tokens may be given, and takes those that are gone from its tokens: all of it or
 * nothing [life.module-taken]. The tokens' `audit.updated` moves, without `by`, because no token did it.
 * @throws RangeError that names the account or the modules that do not exist or are not for its type.
 */
export async function setAccountModules(
  store: Store,
  accountId: string,
  moduleIds: readonly string[],
  now = Date.now(),
): Promise<ModulesChange> {
  return store.transaction(async (repositories) => {
    const wanted = new Set(moduleIds);
    await requireModules(repositories, accountId, [...wanted]);
    const before = await repositories.accounts.moduleIds(accountId);
    const removed = [...before.difference(wanted)];
    const added = [...wanted.difference(before)];
    if (removed.length + added.length > 0) await repositories.accounts.setModules(accountId, [...wanted], now);
    const tokens = await repositories.tokens.idsWithModules(accountId, removed);
    for (const id of tokens) await takeModules(repositories, id, new Set(removed), now);
    return { added, removed, tokens };
  });
}

async function requireModules({ accounts, modules }: Repositories, accountId: string, ids: string[]): Promise<void> {
  const account = await accounts.find(accountId);
  if (!account) throw new RangeError(`There is no account ${accountId}.`);
  const found = new Map((await modules.findAll(ids)).map((module) => [module.id, module]));
  const problems = ids.flatMap((id) => {
    const module = found.get(id);
    if (!module) return [`there is no module ${id}`];
    return module.accountTypes.includes(account.type) ? [] : [`${id} is not for accounts of type ${account.type}`];
  });
  if (problems.length > 0)
    throw new RangeError(`The modules of ${accountId} were not changed: ${problems.join('; ')}.`);
}

async function takeModules({ tokens, trail }: Repositories, id: string, removed: ReadonlySet<string>, now: number) {
  const token = await tokens.find(id);
  if (!token) return;
  const before = asChange(token);
  const change = {
    ...before,
    moduleIds: before.moduleIds.filter((moduleId) => !removed.has(moduleId)),
    revision: token.revision + 1,
    audit: { ...token.audit, updated: { at: now } },
  };
  await tokens.update(id, change);
  await trail.append(changeEntry(token, change, { at: now }));
}
