import { describe, expect, it } from 'vitest';
import { exchange } from '../testing/raw.ts';
import { SAMPLE, startServer, type TestServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const TOKEN = `${PATH}/${SAMPLE.client}`;

function limits(headers: Headers): (string | null)[] {
  return ['limit', 'remaining', 'reset'].map((name) => headers.get(`ratelimit-${name}`));
}

describe('429', () => {
  it('is the answer after so many requests a minute, with the seconds to wait [rate-limit.headers]', async () => {
    const server = await startServer({ rateLimit: 3 });
    for (const remaining of ['2', '1', '0']) {
      const { status, headers } = await server.call('GET', TOKEN, { as: 'client' });
      expect(status).toBe(200);
      expect(limits(headers)).toEqual(['3', remaining, expect.stringMatching(/^\d+$/)]);
      expect(headers.has('retry-after')).toBe(false);
    }
    const { status, headers, body } = await server.call('POST', PATH, { as: 'client', body: { name: 'x' } });
    expect(status).toBe(429);
    expect(body.title).toBe('Too Many Requests');
    expect(limits(headers)).toEqual(['3', '0', expect.stringMatching(/^\d+$/)]);
    const seconds = Number(headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
  });

  it('is per credential, not per account or client [rate-limit.per-credential]', async () => {
    const server = await startServer({ rateLimit: 1 });
    const { body } = await server.call('POST', PATH, {
      as: 'client',
      body: { name: 'Second', modules: [{ id: 'MOD-1756' }] },
    });
    expect((await server.call('GET', TOKEN, { as: 'client' })).status).toBe(429);
    expect((await server.call('GET', TOKEN, { as: { credential: body.token } })).status).toBe(200);
    expect((await server.call('GET', `${PATH}/x`, { as: 'vendor' })).status).toBe(404);
  });

  it('never stands in for 401, which has no Retry-After', async () => {
    const server = await startServer({ rateLimit: 1 });
    for (let call = 0; call < 4; call++) {
      const { status, headers } = await server.call('GET', TOKEN, { as: { credential: 'nonsense' } });
      expect(status).toBe(401);
      expect(headers.has('retry-after')).toBe(false);
    }
    expect((await server.call('GET', TOKEN, { as: 'client' })).status).toBe(200);
  });

  it('comes before the path, the size, the type and the form of a request', async () => {
    const server = await startServer({ rateLimit: 1 });
    await server.call('GET', TOKEN, { as: 'client' });
    const expectLimited = async (answer: ReturnType<TestServer['call']>) => expect((await answer).status).toBe(429);
    await expectLimited(server.call('GET', '/nonsense', { as: 'client' }));
    await expectLimited(server.call('DELETE', PATH, { as: 'client' }));
    await expectLimited(server.call('GET', `${PATH}/%ZZ`, { as: 'client' }));
    await expectLimited(server.call('POST', PATH, { as: 'client', body: Buffer.alloc(20_000_000) }));
    await expectLimited(server.call('POST', PATH, { as: 'client', body: '{', headers: { 'content-type': 'x/y' } }));
  });

  it('is also for the contract, by client address', async () => {
    const server = await startServer({ rateLimit: 1 });
    expect((await server.call('GET', '/public/v1/openapi.json')).status).toBe(200);
    expect((await server.call('GET', '/public/v1/openapi.json')).status).toBe(429);
    expect((await server.call('GET', '/public/v1/openapi.json', { as: 'client' })).status).toBe(200);
  });
});

describe('the headers of the rate limit', () => {
  it('are on every response where a limit is on, whatever its status [rate-limit.headers]', async () => {
    const server = await startServer({ rateLimit: 100 });
    const answers = [
      [200, await server.call('GET', TOKEN, { as: 'client' })],
      [200, await server.call('HEAD', TOKEN, { as: 'client' })],
      [200, await server.call('GET', '/public/v1/openapi.json')],
      [201, await server.call('POST', PATH, { as: 'client', body: { name: 'x' } })],
      [204, await server.call('OPTIONS', PATH, { as: 'client' })],
      [400, await server.call('POST', PATH, { as: 'client', body: '{' })],
      [400, await server.call('GET', `${PATH}/x?select=%ZZ`, { as: 'client' })],
      [401, await server.call('GET', TOKEN)],
      [403, await server.call('GET', TOKEN, { as: 'powerless' })],
      [404, await server.call('GET', '/nonsense', { as: 'client' })],
      [405, await server.call('DELETE', PATH, { as: 'client' })],
      [413, await server.call('POST', PATH, { as: 'client', body: Buffer.alloc(1_000_000) })],
      [415, await server.call('POST', PATH, { as: 'client', body: 'x', headers: { 'content-type': 'text/plain' } })],
    ] as const;
    for (const [status, answer] of answers) {
      expect(answer.status).toBe(status);
      expect(limits(answer.headers)).toEqual(['100', expect.stringMatching(/^\d+$/), expect.stringMatching(/^\d+$/)]);
    }
  });

  it('are nowhere where it is off, which is the default', async () => {
    const server = await startServer();
    for (let call = 0; call < 30; call++) {
      const { status, headers } = await server.call('GET', TOKEN, { as: 'client' });
      expect(status).toBe(200);
      expect([...headers.keys()].filter((name) => /ratelimit|retry/i.test(name))).toEqual([]);
    }
  });

  it('do not count what is outside the contract', async () => {
    const server = await startServer({ rateLimit: 1 });
    for (let call = 0; call < 3; call++) expect((await server.call('GET', '/healthz')).status).toBe(200);
    const preflight = { 'Access-Control-Request-Method': 'GET', Origin: 'https://a.example' };
    expect((await server.call('OPTIONS', TOKEN, { headers: preflight })).status).toBe(204);
    expect((await exchange(server.url, 'GET / HTTP/1.1\r\n\r\n')).status).toBe(400);
    expect((await server.call('GET', '/public/v1/openapi.json')).status).toBe(200);
  });
});
