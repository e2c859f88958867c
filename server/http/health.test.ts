import { describe, expect, it } from 'vitest';
import { startServer } from '../testing/server.ts';

describe('/healthz and /readyz', () => {
  it('answer 200 without a credential, GET and HEAD', async () => {
    const server = await startServer();
    for (const path of ['/healthz', '/readyz']) {
      expect(await server.call('GET', path)).toMatchObject({ status: 200, body: { status: 'ok' } });
      expect(await server.call('HEAD', path)).toMatchObject({ status: 200, text: '' });
    }
  });

  it('tell a database that is gone: the process is there, and not ready', async () => {
    const server = await startServer();
    await server.store.close();
    expect((await server.call('GET', '/healthz')).status).toBe(200);
    const { status, body, text } = await server.call('GET', '/readyz');
    expect([status, body.title]).toEqual([503, 'Service Unavailable']);
    expect(text).not.toMatch(/destroy|sqlite|driver/i);
  });

  it('are no part of the contract: another method needs a credential', async () => {
    const server = await startServer();
    expect((await server.call('POST', '/healthz')).status).toBe(401);
    expect((await server.call('POST', '/readyz', { as: 'client' })).status).toBe(404);
  });
});
