import { describe, expect, it } from 'vitest';
import { SAMPLE, startServer, type TestServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const DAMAGED = SAMPLE.disabled;

/** A server on which the credential of one token does not open. */
async function damaged(): Promise<TestServer> {
  const server = await startServer();
  await server.store.transaction(async ({ tokens }) => {
    const token = await tokens.find(DAMAGED);
    if (token) await tokens.reseal(DAMAGED, { ...token.credential, sealed: new Uint8Array([1, 2, 3]) });
  });
  return server;
}

describe('a credential that does not open', () => {
  it('costs its own secret, not the list', async () => {
    const server = await damaged();
    const { status, body } = await server.call('GET', PATH, { as: 'client' });
    expect(status).toBe(200);
    const without = body.data.filter((token: { token?: string }) => token.token === undefined);
    expect(without.map(({ id }: { id: string }) => id)).toEqual([DAMAGED]);
    expect(body.data.length).toBeGreaterThan(1);
    expect((await server.call('GET', `${PATH}?select=-*,%2Bid`, { as: 'client' })).status).toBe(200);
    expect((await server.call('GET', `${PATH}/${DAMAGED}?select=-token`, { as: 'client' })).status).toBe(200);
  });

  it('is told in the log and by readiness', async () => {
    const server = await damaged();
    expect((await server.call('GET', '/readyz')).body).toEqual({ status: 'ok' });
    for (let times = 0; times < 2; times += 1) await server.call('GET', PATH, { as: 'client' });
    expect(server.log()).toContain('a credential does not open');
    expect((await server.call('GET', '/readyz')).body).toEqual({
      status: 'ok',
      warnings: ['credentials that do not open: 1; the log names the cause'],
    });
  });

  it('stops no delete, and what is answered with 500 has not happened', async () => {
    const server = await damaged();
    for (const [method, path, body] of [
      ['POST', `${PATH}/${DAMAGED}/enable`, undefined],
      ['PUT', `${PATH}/${DAMAGED}`, { name: 'Changed' }],
    ] as const) {
      expect((await server.call(method, path, { as: 'client', body })).status).toBe(500);
      expect(await server.store.tokens.find(DAMAGED)).toMatchObject({ status: 'Disabled', revision: 1 });
    }
    expect((await server.call('DELETE', `${PATH}/${DAMAGED}`, { as: 'client' })).status).toBe(204);
    expect(await server.store.tokens.find(DAMAGED)).toMatchObject({ status: 'Deleted' });
  });
});
