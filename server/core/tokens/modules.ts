import type { AccountRecord, ModuleRecord, Repositories } from '../ports/store.ts';
import type { Violation } from '../problems.ts';

/**
 * Checks the modules a token is to be given and answers with those that there are, each once, in the order given
 * [create.modules] [create.duplicates]. What is wrong is added to `violations`.
 */
export async function assignableModules(
  references: readonly { id: string }[],
  account: Pick<AccountRecord, 'id' | 'type'>,
  repositories: Repositories,
  violations: Violation[],
): Promise<ModuleRecord[]> {
  const ids = distinctIds(references);
  const [found, available] = await Promise.all([
    repositories.modules.findAll(ids),
    repositories.accounts.moduleIds(account.id),
  ]);
  const modules = new Map(found.map((module) => [module.id, module]));
  for (const [index, { id }] of references.entries()) {
    const broken = brokenRule(modules.get(id), account, available);
    if (broken) violations.push({ field: `modules[${index}].id`, ...broken });
  }
  return ids.flatMap((id) => modules.get(id) ?? []);
}

/** Each once, in the order given. */
export function distinctIds(references: readonly { id: string }[] | null | undefined): string[] {
  return [...new Set(references?.map(({ id }) => id))];
}

// To a caller who may not see modules, one that is not available to the account is the same as none [policy.invisible].
function brokenRule(
  module: ModuleRecord | undefined,
  account: Pick<AccountRecord, 'type'>,
  available: ReadonlySet<string>,
): Pick<Violation, 'code' | 'message'> | undefined {
  if (!module || !available.has(module.id) || !module.accountTypes.includes(account.type)) {
    return { code: 'module.not-available', message: 'must be the id of a module that is available to the account' };
  }
  if (module.settings.default || module.settings.configurable) return undefined;
  const message = 'must be a module that can be assigned (it is neither default nor configurable)';
  return { code: 'module.not-assignable', message };
}
