import type { Repositories, Store } from '../core/ports/store.ts';
import type { Row, Value } from '../core/query/model.ts';
import type { World } from './questions.ts';
import { accountRow, moduleRow, tokenRow } from './rows.ts';

/** Writes the data to a store, and answers with the same as plain rows. */
export async function fillStore(store: Store, { accounts, modules, tokens }: World): Promise<Row[]> {
  const accountRows = accounts.map((account, n) => accountRow({ ...account, id: `ACC-0000-000${n}` }));
  const rows: Row[] = [];
  const event = (at: number, by: string | null, of: string | null) => ({
    at,
    ...(by !== null && { by: { id: by, name: '' } }),
    ...(of !== null && { of: { id: 'ACC', name: of } }),
  });
  await store.transaction(async (repositories) => {
    for (const account of accountRows) await repositories.accounts.insert(account, []);
    await insertModules(modules, repositories);
    for (const [n, token] of tokens.entries()) {
      const account = accountRows[token.account % accountRows.length] ?? accountRow({ id: '' });
      const { name, description, icon, status, revision, lastAccessAt } = token;
      const id = `TKN-0000-00${String(n).padStart(2, '0')}`;
      const scalars = { id, name, description, icon, status, revision, lastAccessAt };
      await repositories.tokens.insert(
        tokenRow({
          ...scalars,
          accountId: account.id,
          moduleIds: token.modules.map((module) => `MOD-000${module}`),
          extensions: token.extensions?.map((extension) => ({ id: extension })) ?? null,
          audit: {
            created: event(token.created, token.by, token.of),
            updated: event(token.created, null, null),
            ...(token.disabled !== null && { disabled: event(token.disabled, null, null) }),
          },
        }),
      );
      rows.push({
        ...scalars,
        'account.id': account.id,
        'account.type': account.type,
        'account.name': account.name,
        'account.icon': account.icon,
        'account.status': account.status,
        'account.serviceLevel': account.serviceLevel,
        'account.externalId': account.externalId,
        'account.externalIds.pyraTenantId': account.externalIds?.pyraTenantId ?? null,
        'account.eligibility.partner': account.eligibility?.partner ?? null,
        'account.address.city': account.address?.city ?? null,
        'account.revision': account.revision,
        'account.audit.created.at': account.createdAt,
        'account.href': `/accounts/accounts/${account.id}`,
        'account.groups': (account.groups ?? []).map(({ id: group = null, name: called = null }) => ({
          id: group,
          name: called,
        })),
        'audit.created.at': token.created,
        'audit.disabled.at': token.disabled,
        'audit.created.by.id': token.by,
        'audit.created.of.name': token.of,
        href: `/accounts/api-tokens/${id}`,
        modules: token.modules.map((module) => plainModule(modules, module)),
        extensions: (token.extensions ?? []).map((extension) => ({ id: extension })),
      });
    }
  });
  return rows;
}

async function insertModules(modules: World['modules'], repositories: Repositories): Promise<void> {
  for (const [n, { name, description, type, buyers, paid, multi, default: isDefault, ...rest }] of modules.entries()) {
    const settings = {
      configurable: true,
      default: isDefault,
      ...(paid !== null && { paid }),
      ...(type && { type }),
      ...(multi !== null && { eligibility: { multi, single: true } }),
    };
    const filters = buyers && { 'group.buyers': buyers };
    await repositories.modules.insert(moduleRow({ ...rest, id: `MOD-000${n}`, name, description, filters, settings }));
  }
}

function plainModule(modules: World['modules'], n: number): Row {
  const module = modules[n];
  const list = (found: readonly Value[] | null | undefined) => (found ?? []).map((value) => ({ 'self()': value }));
  return {
    id: `MOD-000${n}`,
    name: module?.name ?? '',
    code: `mod-000${n}`,
    revision: module?.revision ?? null,
    'audit.updated.at': module?.updatedAt ?? null,
    accountTypes: list(module?.accountTypes),
    description: module?.description ?? null,
    'settings.paid': module?.paid ?? null,
    'settings.default': module?.default ?? null,
    'settings.eligibility.multi': module?.multi ?? null,
    'settings.type': list(module?.type),
    'filters.group.buyers': list(module?.buyers),
  };
}
