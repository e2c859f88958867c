import { afterAll, describe, expect, it } from 'vitest';
import { TOKENS } from '../testing/query.ts';
import { addAccount, addTokens } from '../testing/rows.ts';
import { ACCOUNTS, startServer } from '../testing/server.ts';

const server = await startServer({}, afterAll);
let added = 0;

async function tokenOf(status: 'Active' | 'Disabled' | 'Deleted', accountId: string = ACCOUNTS.client) {
  const id = `TKN-6000-${String(added++).padStart(4, '0')}`;
  await addTokens(server, [{ id, status, accountId, moduleIds: ['MOD-1756'] }]);
  return id;
}

const enable = ['POST', '/enable'] as const;
const disable = ['POST', '/disable'] as const;
const remove = ['DELETE', ''] as const;
const rename = ['PUT', ''] as const;

describe('the status of a token', () => {
  it.each([
    ['Active', disable, 200, 'Disabled'],
    ['Active', enable, 400, 'Active'],
    ['Active', remove, 204, 'Deleted'],
    ['Disabled', enable, 200, 'Active'],
    ['Disabled', disable, 400, 'Disabled'],
    ['Disabled', remove, 204, 'Deleted'],
    ['Disabled', rename, 200, 'Disabled'],
    ['Deleted', enable, 400, 'Deleted'],
    ['Deleted', disable, 400, 'Deleted'],
    ['Deleted', remove, 400, 'Deleted'],
    ['Deleted', rename, 400, 'Deleted'],
  ] as const)(
    'from %s by %j is %i and leaves it %s [life.enable] [life.disable] [life.delete] [life.terminal]',
    async (before, [method, action], status, after) => {
      const id = await tokenOf(before);
      const body = method === 'PUT' ? { name: 'Renamed' } : undefined;
      const answer = await server.call(method, `${TOKENS}/${id}${action}`, { as: 'operations', body });
      expect(answer.status).toBe(status);
      if (status === 200) expect(answer.body).toMatchObject({ id, status: after, $meta: { omitted: ['audit'] } });
      if (status === 204) expect(answer.text).toBe('');
      if (status === 400) expect(answer.body.errors).toEqual({ status: [expect.stringContaining(before)] });
      const { body: kept } = await server.call('GET', `${TOKENS}/${id}?select=audit`, { as: 'operations' });
      expect(kept.status).toBe(after);
      expect(kept.revision).toBe(status === 400 ? 1 : 2);
      expect('by' in kept.audit.updated).toBe(status !== 400);
    },
  );

  it('refuses even an update of nothing to a deleted token [life.terminal]', async () => {
    const id = await tokenOf('Deleted');
    const { status, body } = await server.call('PUT', `${TOKENS}/${id}`, { as: 'operations', body: {} });
    expect(status).toBe(400);
    expect(Object.keys(body.errors)).toEqual(['status']);
  });

  it('is 404 when a caller who sees no deleted tokens deletes twice, 400 for one who does [life.delete-twice]', async () => {
    const id = await tokenOf('Active');
    const path = `${TOKENS}/${id}`;
    expect((await server.call('DELETE', path, { as: 'client' })).status).toBe(204);
    expect((await server.call('DELETE', path, { as: 'client' })).status).toBe(404);
    expect((await server.call('POST', `${path}/enable`, { as: 'client' })).status).toBe(404);
    expect((await server.call('PUT', path, { as: 'client', body: { name: 'X' } })).status).toBe(404);
    const again = await server.call('DELETE', path, { as: 'operations' });
    expect([again.status, Object.keys(again.body.errors)]).toEqual([400, ['status']]);
  });

  it('keeps the record of a deleted token, whole [life.delete]', async () => {
    const { body: before } = await server.call('POST', TOKENS, {
      as: 'operations',
      body: {
        name: 'Kept',
        account: { id: ACCOUNTS.client },
        modules: [{ id: 'MOD-4411' }],
        extensions: [{ id: 'E' }],
      },
    });
    await server.call('DELETE', `${TOKENS}/${before.id}`, { as: 'operations' });
    const { body: after } = await server.call('GET', `${TOKENS}/${before.id}`, { as: 'operations' });
    const { audit, ...rest } = before;
    expect(after).toEqual({ ...rest, status: 'Deleted', revision: 2, $meta: { omitted: ['audit'] } });
  });
});

describe('the credential', () => {
  it('stops at the next request and works again once enabled [auth.revoked-at-once] [life.enable] [life.disable]', async () => {
    const id = await tokenOf('Active');
    const path = `${TOKENS}/${id}`;
    const { body } = await server.call('GET', path, { as: 'operations' });
    const use = async () => (await server.call('GET', path, { as: { credential: body.token } })).status;
    expect(await use()).toBe(200);
    await server.call('POST', `${path}/disable`, { as: 'operations' });
    expect(await use()).toBe(401);
    await server.call('POST', `${path}/enable`, { as: 'operations' });
    expect(await use()).toBe(200);
    await server.call('DELETE', path, { as: 'operations' });
    expect(await use()).toBe(401);
  });

  it('never changes, whatever happens to its token [token.credential]', async () => {
    const id = await tokenOf('Active');
    const path = `${TOKENS}/${id}`;
    const seen = new Set([
      (await server.call('GET', path, { as: 'client' })).body.token,
      (await server.call('PUT', path, { as: 'client', body: { name: 'New', token: 'idt:mine' } })).body.token,
      (await server.call('POST', `${path}/disable`, { as: 'client' })).body.token,
      (await server.call('POST', `${path}/enable`, { as: 'client' })).body.token,
    ]);
    expect(seen.size).toBe(1);
    expect([...seen][0]).toMatch(new RegExp(`^idt:${id}:`));
  });

  it('may disable or delete its own token, and is stopped by it [auth.revoked-at-once]', async () => {
    for (const [method, action, status] of [['POST', '/disable', 200] as const, ['DELETE', '', 204] as const]) {
      const id = await tokenOf('Active');
      const { body } = await server.call('GET', `${TOKENS}/${id}`, { as: 'operations' });
      const as = { credential: body.token };
      expect((await server.call(method, `${TOKENS}/${id}${action}`, { as })).status).toBe(status);
      expect((await server.call('GET', `${TOKENS}/${id}`, { as })).status).toBe(401);
    }
  });

  it('of a disabled account works on [auth.disabled-account]', async () => {
    const id = 'ACC-0000-0666';
    await addAccount(server, { id, status: 'Disabled' }, ['MOD-1756']);
    const token = await tokenOf('Active', id);
    const { body } = await server.call('GET', `${TOKENS}/${token}`, { as: 'operations' });
    const own = await server.call('GET', `${TOKENS}/${token}`, { as: { credential: body.token } });
    expect([own.status, own.body.account.status]).toEqual([200, 'Disabled']);
  });
});
