import { afterAll, expect, it } from 'vitest';
import { idsOf, TOKENS } from '../testing/query.ts';
import { addTokens } from '../testing/rows.ts';
import { seedFile } from '../testing/seeds.ts';
import { startServer } from '../testing/server.ts';

const OWN = 'access-management';
const PLATFORM = 'platform-account-management';

const ACCOUNTS = {
  operations: { id: 'ACC-1000-0001', type: 'Operations' },
  otherOperations: { id: 'ACC-1000-0002', type: 'Operations' },
  vendor: { id: 'ACC-2000-0001', type: 'Vendor' },
  client: { id: 'ACC-3000-0001', type: 'Client' },
} as const;

const MODULES: Record<string, string> = { [OWN]: 'MOD-0001', [PLATFORM]: 'MOD-0002', 'order-management': 'MOD-0003' };

/** What each operation answers; `listed` is whether the token is in the list, nothing that the list is refused. */
const FORBIDDEN = { get: 403, create: 403, update: 403, disable: 403, enable: 403, delete: 403, unknown: 403 };
const HIDDEN = {
  listed: false,
  get: 404,
  create: 400,
  update: 404,
  disable: 404,
  enable: 404,
  delete: 404,
  unknown: 404,
};
const OWN_HIDDEN = { ...HIDDEN, create: 403 };
const FULL = { listed: true, get: 200, create: 201, update: 200, disable: 200, enable: 200, delete: 204, unknown: 404 };

/** How deleted tokens differ, where the tokens of the account exist. */
const DELETED = { listed: true, get: 200, update: 400, disable: 400, enable: 400, delete: 400 };
const DELETED_HIDDEN = { listed: false, get: 404, update: 404, disable: 404, enable: 404, delete: 404 };

type AccountName = keyof typeof ACCOUNTS;
type Row = [AccountName, string[], typeof DELETED, ...(typeof FORBIDDEN)[]];

const TABLE: Row[] = [
  // caller, its modules, deleted tokens; tokens of: operations, otherOperations, vendor, client
  ['operations', [], DELETED_HIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN],
  ['operations', ['order-management'], DELETED_HIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN],
  ['operations', [OWN], DELETED_HIDDEN, FULL, HIDDEN, HIDDEN, HIDDEN],
  ['operations', [PLATFORM], DELETED, OWN_HIDDEN, HIDDEN, FULL, FULL],
  ['operations', [OWN, PLATFORM], DELETED, FULL, FULL, FULL, FULL],
  ['vendor', [], DELETED_HIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN],
  ['vendor', [OWN], DELETED_HIDDEN, HIDDEN, HIDDEN, FULL, HIDDEN],
  ['vendor', [PLATFORM], DELETED_HIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN],
  ['vendor', [OWN, PLATFORM], DELETED_HIDDEN, HIDDEN, HIDDEN, FULL, HIDDEN],
  ['client', [], DELETED_HIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN],
  ['client', [OWN], DELETED_HIDDEN, HIDDEN, HIDDEN, HIDDEN, FULL],
];

const server = await startServer({ seedFile: await writeSeed() }, afterAll);

const cells = TABLE.flatMap(([caller, modules, deleted, ...columns], row) =>
  Object.keys(ACCOUNTS).flatMap((target, column) => {
    const live = columns[column] ?? FORBIDDEN;
    const cell = { row, caller, modules: modules.join(' and ') || 'no modules', target: target as AccountName };
    const ofDeleted = 'listed' in live && live.listed ? { ...live, ...deleted } : live;
    return [
      { ...cell, status: 'Active', expected: live },
      { ...cell, status: 'Deleted', expected: ofDeleted },
    ] as const;
  }),
);

it.each(cells)(
  '$caller with $modules and the $status tokens of $target [policy.neither] [policy.own] [policy.platform] [policy.both] [policy.deleted] [policy.create-own] [policy.invisible]',
  async ({ row, target, status, expected }) => {
    const as = { credential: server.credentials[callerId(row)] ?? '' };
    const account = ACCOUNTS[target].id;
    const [kept, disabled, dropped] = await freshTokens(account, status);
    const statusOf = async (method: string, path: string, body?: unknown) =>
      (await server.call(method, TOKENS + path, { as, body })).status;

    const list = await server.call('GET', `${TOKENS}?in(id,(${kept},${disabled}))`, { as });
    const listed = list.status === 200 && { listed: idsOf(list).length > 0 };
    const observed = {
      ...listed,
      get: await statusOf('GET', `/${kept}`),
      create: await statusOf('POST', '', { name: 'New', account: { id: account } }),
      update: await statusOf('PUT', `/${kept}`, { name: 'Renamed' }),
      disable: await statusOf('POST', `/${kept}/disable`),
      enable: await statusOf('POST', `/${disabled}/enable`),
      delete: await statusOf('DELETE', `/${dropped}`),
      unknown: await statusOf('GET', '/TKN-0000-0000-0000'),
    };
    expect(observed).toEqual(expected);
    if (listed) expect(list.body.$meta.pagination.total).toBe(listed.listed ? 2 : 0);
    else expect(list.status).toBe(403);
  },
);

it('answers a reference to an invisible account as one to nothing [policy.invisible]', async () => {
  const as = { credential: server.credentials[callerId(3)] ?? '' };
  const bodies = [ACCOUNTS.otherOperations.id, 'ACC-9999-9999', 'nonsense'].map(async (id) => {
    const { body } = await server.call('POST', TOKENS, { as, body: { name: 'New', account: { id } } });
    return { ...body, traceId: undefined };
  });
  const [hidden, ...nothing] = await Promise.all(bodies);
  expect(nothing).toEqual([hidden, hidden]);
  expect(Object.keys(hidden.errors)).toEqual(['account.id']);
});

function callerId(row: number): string {
  return `TKN-1000-${String(row).padStart(4, '0')}`;
}

let added = 0;

/** Two tokens of a status, the second `Disabled` where tokens live, and one to delete. */
async function freshTokens(accountId: string, status: 'Active' | 'Deleted'): Promise<string[]> {
  const other = status === 'Active' ? 'Disabled' : status;
  const ids = Array.from({ length: 3 }, () => `TKN-5000-${String(added++).padStart(4, '0')}`);
  await addTokens(
    server,
    ids.map((id, index) => ({ id, accountId, status: index === 1 ? other : status })),
  );
  return ids;
}

function writeSeed(): Promise<string> {
  const modules = Object.entries(MODULES).map(([code, id]) => ({
    id,
    code,
    name: code,
    // Wider than on the platform, where only Operations accounts have the second: the type has to count by itself.
    accountTypes: ['Operations', 'Vendor', 'Client'],
    settings: { configurable: true, default: true },
  }));
  const moduleIds = Object.values(MODULES);
  const accounts = Object.values(ACCOUNTS).map((account) => ({
    ...account,
    status: 'Active',
    name: account.id,
    modules: moduleIds,
  }));
  const tokens = TABLE.map(([caller, codes], row) => ({
    id: callerId(row),
    account: ACCOUNTS[caller].id,
    name: 'Caller',
    modules: codes.map((code) => MODULES[code]),
  }));
  return seedFile({ modules, accounts, tokens }, afterAll);
}
