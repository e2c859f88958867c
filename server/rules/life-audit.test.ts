import { afterAll, describe, expect, it } from 'vitest';
import { TOKENS } from '../testing/query.ts';
import { ACCOUNTS, type Call, SAMPLE, startServer } from '../testing/server.ts';

const server = await startServer({}, afterAll);

const onboarding = {
  by: { id: SAMPLE.operations, name: 'Onboarding', icon: '/static/icons/onboarding.png' },
  of: {
    id: ACCOUNTS.operations,
    name: 'Marketplace Operations',
    icon: `/static/accounts/${ACCOUNTS.operations}/logo.png`,
  },
};
const contoso = {
  by: { id: SAMPLE.client, name: 'Contoso administration' },
  of: { id: ACCOUNTS.client, name: 'Contoso Ltd', icon: `/static/accounts/${ACCOUNTS.client}/logo.png` },
};
const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

async function create(): Promise<string> {
  const body = { name: 'Audited', account: { id: ACCOUNTS.client } };
  return `${TOKENS}/${(await server.call('POST', TOKENS, { as: 'operations', body })).body.id}`;
}

async function read(path: string) {
  return (await server.call('GET', `${path}?select=audit`, { as: 'operations' })).body;
}

describe('the audit of a token', () => {
  it('tells each event with the acting token and its account, and none that has not happened [token.audit] [token.audit-actor]', async () => {
    const path = await create();
    expect((await read(path)).audit).toEqual({ created: { at, ...onboarding }, updated: { at, ...onboarding } });

    const steps: [string, string, Call['as'], object][] = [
      ['PUT', '', 'client', {}],
      ['POST', '/disable', 'operations', { disabled: { at, ...onboarding } }],
      ['POST', '/enable', 'client', { enabled: { at, ...contoso } }],
      ['POST', '/disable', 'client', { disabled: { at, ...contoso } }],
      ['DELETE', '', 'operations', { deleted: { at, ...onboarding } }],
    ];
    let expected: Record<string, unknown> = { created: { at, ...onboarding } };
    for (const [index, [method, action, as, event]] of steps.entries()) {
      const before = await read(path);
      const body = method === 'PUT' ? { name: `Name ${index}` } : undefined;
      expect((await server.call(method, path + action, { as, body })).status).toBeLessThan(300);
      const after = await read(path);
      expected = { ...expected, ...event, updated: { at, ...(as === 'client' ? contoso : onboarding) } };
      expect(after.audit).toEqual(expected);
      expect(after.revision).toBe(before.revision + 1);
      expect(after.audit.updated.at >= before.audit.updated.at).toBe(true);
      expect(after.audit.created).toEqual(before.audit.created);
      const [name] = Object.keys(event);
      if (name !== undefined) expect(after.audit[name].at).toBe(after.audit.updated.at);
    }
  });

  it('has no actor in the sample data, and keeps it so when another changes the token [token.audit-actor]', async () => {
    const path = `${TOKENS}/${SAMPLE.disabled}`;
    const { audit } = await read(path);
    expect(audit).toEqual({ created: { at }, updated: { at }, disabled: { at } });
    expect((await read(`${TOKENS}/${SAMPLE.deleted}`)).audit).toHaveProperty('deleted', { at });
    await server.call('PUT', path, { as: 'client', body: { description: 'Changed' } });
    expect((await read(path)).audit).toEqual({ ...audit, updated: { at, ...contoso } });
  });

  it('keeps the names of the time of the event [token.audit]', async () => {
    const name = { name: 'Actor', modules: [{ id: 'MOD-1756' }], icon: 'old.png' };
    const { body: actor } = await server.call('POST', TOKENS, { as: 'client', body: name });
    const { body: made } = await server.call('POST', TOKENS, {
      as: { credential: actor.token },
      body: { name: 'Made' },
    });
    await server.call('PUT', `${TOKENS}/${actor.id}`, { as: 'client', body: { name: 'Renamed', icon: null } });
    const { audit } = await read(`${TOKENS}/${made.id}`);
    expect(audit.created).toEqual({ at, by: { id: actor.id, name: 'Actor', icon: 'old.png' }, of: contoso.of });
  });
});

describe('use of a token', () => {
  it('moves lastAccessAt, and neither revision nor audit [token.revision] [token.audit]', async () => {
    const body = { name: 'Used', modules: [{ id: 'MOD-1756' }] };
    const { body: token } = await server.call('POST', TOKENS, { as: 'client', body });
    const path = `${TOKENS}/${token.id}`;
    const before = await read(path);
    expect(before).not.toHaveProperty('lastAccessAt');
    await server.call('GET', path, { as: { credential: token.token } });
    await expect.poll(async () => (await read(path)).lastAccessAt).toEqual(at);
    const { lastAccessAt, ...after } = await read(path);
    expect(after).toEqual(before);
    expect(lastAccessAt >= before.audit.created.at).toBe(true);
  });
});
