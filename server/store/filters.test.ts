import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fields } from '../../generated/fields.ts';
import type { Repositories, Store } from '../core/ports/store.ts';
import { parseListQuery } from '../core/query/list-query.ts';
import { holds, type Row, render, type Sort, sorted, type Value } from '../core/query/model.ts';
import { question, type World, world } from '../testing/questions.ts';
import { accountRow, moduleRow, tokenRow } from '../testing/rows.ts';
import { STORES } from '../testing/stores.ts';

it.each(STORES)(
  '%s answers what a plain reading of the filter answers, in order and by the page [rql.joined] [rql.any-all] [rql.no-value] [rql.text-order] [list.total-order] [rql.references] [rql.enums]',
  async (_name, open) => {
    let matched = 0;
    let partly = 0;
    await fc.assert(
      fc.asyncProperty(world, fc.array(question, { minLength: 25, maxLength: 25 }), async (data, questions) => {
        const store = await open();
        const rows = await fill(store, data);
        for (const { tree, order: sort, limit, offset } of questions) {
          const request = parseListQuery(encodeURIComponent(render(tree)), fields.apiTokens);
          const asked = sort.length > 0 ? sort : [{ field: 'audit.created.at', descending: false }];
          const parameters = `order=${encodeURIComponent(asked.map(sign).join())}&limit=${limit}&offset=${offset}`;
          const { order: parsed, paging } = parseListQuery(parameters, fields.apiTokens);
          const page = await store.tokens.list({ ...paging, order: parsed, filter: request.filter }, () => []);

          const expected = sorted(
            rows.filter((row) => holds(tree, row)),
            asked,
          );
          expect(page.total, render(tree)).toBe(expected.length);
          const ids = expected.slice(offset, offset + limit).map(({ id }) => id);
          expect(
            page.items.map(({ id }) => id),
            `${render(tree)} ${parameters}`,
          ).toEqual(ids);
          matched += expected.length > 0 ? 1 : 0;
          partly += expected.length > 0 && expected.length < rows.length ? 1 : 0;
        }
        await store.close();
      }),
      { numRuns: 50 },
    );
    expect(matched).toBeGreaterThan(200);
    expect(partly).toBeGreaterThan(100);
  },
);

function sign({ field, descending }: Sort): string {
  return (descending ? '-' : '') + field;
}

/** Writes the data to a store, and answers with the same as plain rows. */
async function fill(store: Store, { accounts, modules, tokens }: World): Promise<Row[]> {
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
