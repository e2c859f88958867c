import type { Seed } from './seed.ts';

/** What a JSON Schema cannot say: ids are unique, references lead somewhere, tokens have what their account may give. */
export function brokenReferences({ modules, accounts, tokens }: Seed): string[] {
  const moduleById = new Map(modules.map((module) => [module.id, module]));
  const accountById = new Map(accounts.map((account) => [account.id, account]));
  return [
    ...repeated('modules', 'id', modules),
    ...repeated('modules', 'code', modules),
    ...repeated('accounts', 'id', accounts),
    ...repeated('tokens', 'id', tokens),
    ...accounts.flatMap((account, a) =>
      account.modules.flatMap((id, m) =>
        moduleById.has(id) ? [] : [`accounts[${a}].modules[${m}] is no module of this file`],
      ),
    ),
    ...tokens.flatMap(({ account: accountId, modules: ids }, t) => {
      const account = accountById.get(accountId);
      if (!account) return [`tokens[${t}].account is no account of this file`];
      return ids.flatMap((id, m) => {
        const place = `tokens[${t}].modules[${m}]`;
        const module = moduleById.get(id);
        if (!module) return [`${place} is no module of this file`];
        if (!account.modules.includes(id)) return [`${place} is not among the modules of ${account.id}`];
        if (!module.accountTypes.includes(account.type))
          return [`${place} is not for accounts of type ${account.type}`];
        return module.settings.default || module.settings.configurable
          ? []
          : [`${place} is neither default nor configurable`];
      });
    }),
  ];
}

function repeated<K extends string>(list: string, key: K, entries: readonly { [P in K]?: string }[]): string[] {
  const seen = new Set<string>();
  return entries.flatMap((entry, index) => {
    const value = entry[key];
    if (value === undefined) return [];
    if (seen.has(value)) return [`${list}[${index}].${key} is used before: ${value}`];
    seen.add(value);
    return [];
  });
}
