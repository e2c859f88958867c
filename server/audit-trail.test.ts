import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { setAccountModules } from './core/accounts/set-modules.ts';
import { ACCOUNTS, SAMPLE, startServer, type TestServer, temporaryFolder } from './testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const MODULE = { id: 'MOD-1756' };

function entries(server: TestServer) {
  return server.store.trail.read({ limit: 100 });
}

/** A server on a file: what it changes is changed in another thread. */
async function onFile() {
  const file = join(await temporaryFolder(), 'tokens.db');
  return { file, server: await startServer({ databaseUrl: `sqlite:${file}` }) };
}

describe('the audit trail', () => {
  it('says of each change who made it, to which token, when and by which request', async () => {
    const { server } = await onFile();
    const headers = { traceparent: `00-${TRACE}-b7ad6b7169203331-01` };
    const created = await server.call('POST', PATH, { as: 'client', headers, body: { name: 'x', modules: [MODULE] } });
    const { id } = created.body;
    const body = { name: 'Secret idea', description: created.body.token, modules: [] };
    await server.call('PUT', `${PATH}/${id}`, { as: 'operations', body });
    for (const change of ['disable', 'enable']) await server.call('POST', `${PATH}/${id}/${change}`, { as: 'client' });
    await server.call('DELETE', `${PATH}/${id}`, { as: 'client' });

    const client = { tokenId: SAMPLE.client, accountId: ACCOUNTS.client };
    const found = await entries(server);
    expect(found).toMatchObject([
      { action: 'created', by: client, traceId: TRACE, changes: { modulesAdded: ['MOD-1756'] } },
      {
        action: 'updated',
        by: { tokenId: SAMPLE.operations, accountId: ACCOUNTS.operations },
        changes: { fields: ['name', 'description', 'modules'], modulesRemoved: ['MOD-1756'] },
      },
      { action: 'disabled', by: client, changes: { fields: ['status'] } },
      { action: 'enabled', by: client },
      { action: 'deleted', by: client },
    ]);
    expect(found.every(({ tokenId, accountId }) => tokenId === id && accountId === ACCOUNTS.client)).toBe(true);
    expect(found[0]?.at).toBe(Date.parse(created.body.audit.created.at));
    for (const { traceId } of found) expect(server.log()).toContain(`"traceId":"${traceId}"`);
    expect(JSON.stringify(found)).not.toMatch(/idt:|Secret idea/);
  });

  it('has nothing of what was refused, replayed, or changed nothing', async () => {
    const { server } = await onFile();
    const create = (body: object, headers = {}) => server.call('POST', PATH, { as: 'client', body, headers });
    const keyed = { 'Idempotency-Key': 'k' };
    const { id } = (await create({ name: 'x' }, keyed)).body;
    const answers = [
      await create({ name: 'x' }, keyed),
      await create({ name: 'x', modules: [{ id: 'MOD-0000' }] }),
      await server.call('PUT', `${PATH}/${id}`, { as: 'client', body: { name: 'x' } }),
      await server.call('POST', `${PATH}/${id}/enable`, { as: 'client' }),
      await server.call('DELETE', `${PATH}/${id}`, { as: 'client', headers: { 'If-Match': '"other"' } }),
      await server.call('DELETE', `${PATH}/${id}`, { as: 'otherClient' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 400, 200, 400, 412, 404]);
    expect((await entries(server)).map(({ action }) => action)).toEqual(['created']);
  });

  it('has what an operator takes from tokens, by nobody', async () => {
    const { server } = await onFile();
    const { tokens } = await setAccountModules(server.store, ACCOUNTS.client, []);
    expect(tokens.length).toBeGreaterThan(0);
    const found = await entries(server);
    expect(found.map(({ tokenId }) => tokenId).sort()).toEqual(tokens.toSorted());
    expect(found[0]).toMatchObject({ action: 'updated', by: null, traceId: null, changes: { fields: ['modules'] } });
  });

  it('is changed or shortened by nobody, whoever has the database open', async () => {
    const { server, file } = await onFile();
    await server.call('POST', PATH, { as: 'client', body: { name: 'x' } });
    const database = new DatabaseSync(file);
    for (const statement of ["update audit_trail set by_token_id = 'TKN-0000-0000'", 'delete from audit_trail']) {
      expect(() => database.exec(statement)).toThrow('only ever appended to');
    }
    database.close();
    expect(await entries(server)).toMatchObject([{ by: { tokenId: SAMPLE.client } }]);
  });
});
