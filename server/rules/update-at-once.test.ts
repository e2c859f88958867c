import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TokenService } from '../core/tokens/service.ts';
import { TOKENS } from '../testing/query.ts';
import { ACCOUNTS, SAMPLE, startServer, temporaryFolder } from '../testing/server.ts';

const databases: [string, () => Promise<string>][] = [
  ['in memory', async () => 'sqlite::memory:'],
  ['in a file', async () => `sqlite:${join(await temporaryFolder(), 'tokens.db')}`],
];

describe.each(databases)('changes of one token at once, %s', (_where, databaseUrl) => {
  it.each([2, 20])('%i are each kept, in one order [update.at-once] [token.revision] [token.audit]', async (count) => {
    const server = await startServer({ databaseUrl: await databaseUrl() });
    const { body: token } = await server.call('POST', TOKENS, { as: 'client', body: { name: 'Shared' } });
    const path = `${TOKENS}/${token.id}`;
    // Each changes a field of its own kind, so that a lost update would show in the end.
    const changes = Array.from({ length: count }, (_, n) =>
      n % 2 === 0 ? { description: `Number ${n}` } : { extensions: [{ id: `Number ${n}` }] },
    );
    const answers = await Promise.all(changes.map((body) => server.call('PUT', path, { as: 'client', body })));

    expect(answers.map(({ status }) => status)).toEqual(changes.map(() => 200));
    const inOrder = answers.map(({ body }) => body).sort((a, b) => a.revision - b.revision);
    expect(inOrder.map(({ revision }) => revision)).toEqual(changes.map((_, n) => n + 2));
    let state = {};
    for (const { revision, description, extensions } of inOrder) {
      const change = changes[answers.findIndex(({ body }) => body.revision === revision)];
      state = { ...state, ...change };
      expect({ description, extensions }).toEqual({ description: undefined, extensions: undefined, ...state });
    }
    const { body: last } = await server.call('GET', `${path}?select=audit`, { as: 'client' });
    expect(last).toMatchObject({ ...state, revision: count + 1 });
    expect(last.audit.updated.at >= last.audit.created.at).toBe(true);
  });

  it('of which one deletes: what comes after it is refused [update.at-once] [life.terminal]', async () => {
    const server = await startServer({ databaseUrl: await databaseUrl() });
    const { body: token } = await server.call('POST', TOKENS, { as: 'client', body: { name: 'Shared' } });
    const path = `${TOKENS}/${token.id}`;
    const remove = () => server.call('DELETE', path, { as: 'client' });
    const rename = (_: unknown, n: number) => server.call('PUT', path, { as: 'client', body: { name: `Name ${n}` } });
    const disable = () => server.call('POST', `${path}/disable`, { as: 'client' });
    const answers = await Promise.all([...Array.from({ length: 5 }, rename), remove(), remove(), disable(), disable()]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    const { body: last } = await server.call('GET', path, { as: 'operations' });
    expect(last.status).toBe('Deleted');
    expect(last.revision).toBe(1 + statuses.filter((status) => status < 300).length);
  });

  it('begun in one moment are each kept, as if one came after the other [update.at-once] [token.revision]', async () => {
    // Over HTTP each request may be done before the next is read: here all of them are under way at once.
    const { store, keyring, call } = await startServer({ databaseUrl: await databaseUrl() });
    const service = new TokenService({ store, vault: keyring });
    const principal = {
      token: { id: SAMPLE.client, name: 'Contoso administration' },
      account: { id: ACCOUNTS.client, name: 'Contoso Ltd', type: 'Client' as const },
      modules: new Set(['access-management']),
    };
    const { body } = await call('POST', TOKENS, { as: 'client', body: { name: 'Shared' } });
    const changes = Array.from({ length: 20 }, (_, n) =>
      n % 2 ? { icon: `${n}.png` } : { description: `Number ${n}` },
    );
    const updates = changes.map((change) => service.update(principal, body.id, change));
    const disabled = service.transition(principal, body.id, 'disable');
    const revisions = (await Promise.all([...updates, disabled])).map(({ revision }) => revision);
    expect(revisions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 21 }, (_, n) => n + 2));
    const last = await service.get(principal, body.id);
    expect(last).toMatchObject({ revision: 22, status: 'Disabled' });
    for (const field of ['icon', 'description'] as const) {
      const [, final] = changes
        .map((change, n) => [revisions[n] ?? 0, Object(change)[field]] as const)
        .filter(([, value]) => value !== undefined)
        .reduce((one, other) => (one[0] > other[0] ? one : other));
      expect(last[field]).toBe(final);
    }
  });
});
