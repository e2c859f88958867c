import { afterAll, describe, expect, it } from 'vitest';
import { permissionsSeed, seedFile } from '../testing/seeds.ts';
import { ACCOUNTS, startServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const seed = await seedFile(permissionsSeed(), afterAll);
const server = await startServer({ seedFile: seed, bodyLimit: 4_000_000 }, afterAll);

const CALLERS = {
  neither: 'TKN-9000-0004',
  access: 'TKN-9000-0001',
  platform: 'TKN-9000-0002',
  both: 'TKN-9000-0003',
  client: 'TKN-3803-0001',
  clientNeither: 'TKN-9000-0006',
};

function create(caller: keyof typeof CALLERS, body: object) {
  const credential = server.credentials[CALLERS[caller]] ?? 'missing';
  return server.call('POST', PATH, { as: { credential }, body: { name: 'x', ...body } });
}

describe('createApiToken 403', () => {
  it.each([
    ['neither', undefined],
    ['neither', ACCOUNTS.client],
    ['neither', 'ACC-0000-0000'],
    ['neither', 'nonsense'],
    ['clientNeither', undefined],
    ['clientNeither', ACCOUNTS.operations],
    ['platform', undefined],
    ['platform', ACCOUNTS.operations],
  ] as const)('a caller with the module(s) `%s` may not create for %s', async (caller, id) => {
    const answer = await create(caller, id === undefined ? {} : { account: { id } });
    expect(answer.status).toBe(403);
    expect(answer.body.title).toBe('Forbidden');
  });

  it('comes before the references are looked at [policy.neither]', async () => {
    expect((await create('neither', { modules: [{ id: 'MOD-0000' }] })).status).toBe(403);
    expect((await create('platform', { modules: [{ id: 'MOD-0000' }] })).status).toBe(403);
  });

  it('comes after the form', async () => {
    expect((await create('neither', { name: '' })).status).toBe(400);
    expect((await create('neither', { description: '\ud800' })).status).toBe(400);
    expect((await create('platform', { icon: '\ud800' })).status).toBe(400);
  });

  it('has nothing to do with a module of the right name and another code', async () => {
    const impostor = permissionsSeed();
    const settings = { configurable: true, default: true };
    impostor.modules.push({
      id: 'MOD-0001',
      code: 'fake',
      name: 'Access Management',
      accountTypes: ['Client'],
      settings,
    });
    impostor.accounts[2]?.modules.push('MOD-0001');
    impostor.tokens.push({ id: 'TKN-9000-0007', account: ACCOUNTS.client, name: 'x', modules: ['MOD-0001'] });
    const other = await startServer({ seedFile: await seedFile(impostor) });
    const as = { credential: other.credentials['TKN-9000-0007'] ?? 'missing' };
    expect((await other.call('POST', PATH, { as, body: { name: 'x' } })).status).toBe(403);
  });

  it('is also for platform account management outside Operations', async () => {
    const widened = permissionsSeed();
    const platform = widened.modules.find(({ code }) => code === 'platform-account-management');
    platform?.accountTypes.push('Client');
    widened.accounts[2]?.modules.push('MOD-9042');
    widened.tokens.push({ id: 'TKN-9000-0007', account: ACCOUNTS.client, name: 'x', modules: ['MOD-9042'] });
    const other = await startServer({ seedFile: await seedFile(widened) });
    const as = { credential: other.credentials['TKN-9000-0007'] ?? 'missing' };
    const body = { name: 'x', account: { id: ACCOUNTS.otherClient } };
    expect((await other.call('POST', PATH, { as, body })).status).toBe(403);
  });
});

describe('createApiToken 201, by the modules of the caller', () => {
  it.each([
    ['access', undefined, ACCOUNTS.operations],
    ['access', ACCOUNTS.operations, ACCOUNTS.operations],
    ['platform', ACCOUNTS.vendor, ACCOUNTS.vendor],
    ['platform', ACCOUNTS.client, ACCOUNTS.client],
    ['both', undefined, ACCOUNTS.operations],
    ['both', ACCOUNTS.otherClient, ACCOUNTS.otherClient],
    ['both', 'ACC-1671-9999', 'ACC-1671-9999'],
    ['client', ACCOUNTS.client, ACCOUNTS.client],
  ] as const)('`%s` may create for %s', async (caller, id, expected) => {
    const { status, body } = await create(caller, id === undefined ? {} : { account: { id } });
    expect(status).toBe(201);
    expect(body.account.id).toBe(expected);
  });
});

describe('createApiToken 400: the account', () => {
  it.each([
    ['client', 'ACC-0000-0000'],
    ['client', 'nonsense'],
    ['client', ''],
    ['client', '\ud800'],
    ['client', 'ACC-3803-7263\u0000'],
    ['client', 'acc-3803-7263'],
    ['client', ACCOUNTS.otherClient],
    ['client', ACCOUNTS.operations],
    ['access', ACCOUNTS.client],
    ['access', 'ACC-1671-9999'],
    ['platform', 'ACC-1671-9999'],
    ['both', 'ACC-0000-0000'],
  ] as const)('`%s` is told the same of %j as of an account that does not exist', async (caller, id) => {
    const answer = await create(caller, { account: { id } });
    const nothing = await create(caller, { account: { id: 'ACC-9999-9999' } });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.errors)).toEqual(['account.id']);
    expect({ ...answer.body, traceId: '' }).toEqual({ ...nothing.body, traceId: '' });
  });
});

describe('createApiToken 400: the modules', () => {
  it.each([
    ['does not exist', 'MOD-0000', 'client'],
    ['has an id of no known form', 'nonsense', 'client'],
    ['has an id that is no text', '\ud800\u0000', 'client'],
    ['is for accounts of another type', 'MOD-9042', 'client'],
    ['is for accounts of its type, but not available to it', 'MOD-0915', 'client'],
    ['is neither default nor configurable', 'MOD-8021', 'both'],
  ] as const)('one that %s is refused under its place in the list', async (_rule, id, caller) => {
    const answer = await create(caller, { modules: [{ id: 'MOD-1756' }, { id }, { id: 'MOD-4411' }] });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.errors)).toEqual(['modules[1].id']);
  });

  it('goes by the account the token is for, not by the one of the caller', async () => {
    const account = { id: ACCOUNTS.client };
    expect((await create('both', { account, modules: [{ id: 'MOD-5128' }] })).status).toBe(201);
    expect((await create('both', { account, modules: [{ id: 'MOD-9042' }] })).status).toBe(400);
  });

  it('tells of every module that is wrong, repeated ones included, and creates nothing [create.modules] [errors.map]', async () => {
    const modules = ['MOD-0000', 'MOD-1756', 'MOD-8021', 'MOD-0000'].map((id) => ({ id }));
    const { body } = await create('both', { modules });
    expect(Object.keys(body.errors)).toEqual(['modules[0].id', 'modules[2].id', 'modules[3].id']);
  });

  it('answers to a list of 40,000 modules', async () => {
    const modules = Array.from({ length: 40_000 }, (_, index) => ({ id: `MOD-${index}-0` }));
    expect((await create('both', { modules })).status).toBe(400);
  });
});
