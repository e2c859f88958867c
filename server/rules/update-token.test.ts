import { afterAll, describe, expect, it } from 'vitest';
import { TOKENS } from '../testing/query.ts';
import { ACCOUNTS, startServer } from '../testing/server.ts';

const server = await startServer({}, afterAll);

const FULL = {
  name: 'Connector',
  description: 'Sends orders.',
  icon: 'a.png',
  modules: [{ id: 'MOD-4411' }, { id: 'MOD-1756' }],
  extensions: [{ id: 'EXT-0001' }],
};

async function create(body: object = FULL) {
  const { body: token } = await server.call('POST', TOKENS, { as: 'client', body });
  return { ...token, path: `${TOKENS}/${token.id}` };
}

async function put(path: string, body: unknown) {
  return server.call('PUT', path, { as: 'client', body });
}

async function read(path: string) {
  return (await server.call('GET', `${path}?select=audit`, { as: 'client' })).body;
}

const ids = (modules: { id: string }[]) => modules.map(({ id }) => id);

describe('updateApiToken 200', () => {
  it.each([
    [{ name: 'New' }],
    [{ description: 'New' }],
    [{ description: '' }],
    [{ icon: '' }],
    [{ icon: '/b.png', name: 'Ключ' }],
    [{ extensions: [] }],
    [{ extensions: [{ id: 'EXT-0002' }, { id: 'EXT-0001' }] }],
  ])('changes what is named and leaves the rest: %j [update.delta] [token.extensions]', async (change) => {
    const { path, token, audit, $meta, ...before } = await create();
    const { status, body } = await put(path, change);
    expect(status).toBe(200);
    expect(body).toEqual({ ...before, token, ...change, revision: 2, $meta: { omitted: ['audit'] } });
    const { audit: after, $meta: meta, ...rest } = await read(path);
    expect({ ...rest, $meta: { omitted: ['audit'] } }).toEqual(body);
    expect(after.created).toEqual(audit.created);
  });

  it('clears with null, in the form of a field without value [update.delta] [token.extensions] [representation.no-null]', async () => {
    const { path } = await create();
    const { status, body, text } = await put(path, { description: null, icon: null, modules: null, extensions: null });
    expect(status).toBe(200);
    for (const field of ['description', 'icon', 'extensions']) expect(body).not.toHaveProperty(field);
    expect([body.modules, body.revision]).toEqual([[], 2]);
    expect(text).not.toContain('null');
  });

  it('tells extensions null (all) from [] (none), both ways [token.extensions] [update.delta]', async () => {
    const { path } = await create({ name: 'X' });
    const revisions = [[], null, [{ id: 'A' }], null].map((extensions) => ({ extensions }));
    for (const [index, change] of revisions.entries()) {
      const { body } = await put(path, change);
      expect(body.revision).toBe(index + 2);
      expect(body.extensions).toEqual(change.extensions ?? undefined);
    }
  });

  it('replaces modules as a whole, each once, in the order given [update.delta]', async () => {
    const { path } = await create();
    const modules = ['MOD-7390', 'MOD-1756', 'MOD-7390'].map((id) => ({ id, name: 'ignored' }));
    expect(ids((await put(path, { modules })).body.modules)).toEqual(['MOD-7390', 'MOD-1756']);
    expect((await put(path, { modules: [] })).body.modules).toEqual([]);
  });

  it('takes new modules into account at the next request [update.delta]', async () => {
    const { path, token } = await create();
    const use = async () => (await server.call('GET', path, { as: { credential: token } })).status;
    expect(await use()).toBe(200);
    await put(path, { modules: [{ id: 'MOD-4411' }] });
    expect(await use()).toBe(403);
  });

  it.each([
    [{}],
    [{ account: null }],
    [{ unknown: 1, status: 'Deleted', revision: 9, audit: {}, $meta: null }],
    [FULL],
  ])('that changes nothing leaves revision and audit: %j [update.nothing] [token.revision]', async (body) => {
    const { path } = await create();
    const before = await read(path);
    const answer = await put(path, body);
    expect([answer.status, answer.body.revision]).toEqual([200, 1]);
    expect(await read(path)).toEqual(before);
  });

  it('takes the same modules in another order for no change [update.nothing]', async () => {
    const { path } = await create();
    const { body } = await put(path, { modules: [...FULL.modules].reverse() });
    expect([body.revision, ids(body.modules)]).toEqual([1, ids(FULL.modules)]);
  });

  it('takes the whole token back as it was read, and changes by one field of it [update.account] [update.nothing]', async () => {
    const { path } = await create();
    const whole = await read(path);
    expect((await put(path, whole)).body.revision).toBe(1);
    const { body } = await put(path, { ...whole, name: 'Renamed', id: 'TKN-0000-0000', status: 'Disabled', href: 7 });
    expect(body).toMatchObject({ id: whole.id, name: 'Renamed', status: 'Active', revision: 2, href: whole.href });
    expect(body.account).toEqual(whole.account);
  });

  it('accepts the own account repeated, and null for it [update.account]', async () => {
    const { path } = await create();
    const repeated = await put(path, { account: { id: ACCOUNTS.client, name: 'Whatever' }, name: 'One' });
    expect([repeated.status, repeated.body.name, repeated.body.account.name]).toEqual([200, 'One', 'Contoso Ltd']);
    expect((await put(path, { account: null, name: 'Two' })).status).toBe(200);
  });

  it('changes a disabled token, and leaves it disabled [update.delta]', async () => {
    const { path } = await create();
    await server.call('POST', `${path}/disable`, { as: 'client' });
    expect((await put(path, { name: 'Changed' })).body).toMatchObject({ name: 'Changed', status: 'Disabled' });
  });
});
