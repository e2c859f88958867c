import { describe, expect, it } from 'vitest';
import { exchange } from '../testing/raw.ts';
import { type Answer, type Call, SAMPLE, startServer, type TestServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const TOKEN = `${PATH}/${SAMPLE.client}`;

function limits(headers: Headers | undefined): (string | null | undefined)[] {
  return ['limit', 'remaining', 'reset'].map((name) => headers?.get(`ratelimit-${name}`));
}

/** A token that another one has created, which may do the same. */
async function childOf(server: TestServer, as: Call['as'] = 'client'): Promise<{ credential: string }> {
  const body = { name: 'Child', modules: [{ id: 'MOD-1756' }] };
  return { credential: (await server.call('POST', PATH, { as, body })).body.token };
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
    const second = await childOf(server);
    expect((await server.call('GET', TOKEN, { as: 'client' })).status).toBe(429);
    expect((await server.call('GET', TOKEN, { as: second })).status).toBe(200);
    expect((await server.call('GET', `${PATH}/x`, { as: 'vendor' })).status).toBe(404);
  });

  it('is per account as well: tokens made by a token do not multiply what it may ask [rate-limit.per-account]', async () => {
    const server = await startServer({ rateLimit: 3, accountRateLimit: 5 });
    const children = [await childOf(server), await childOf(server)];
    const answers: Answer[] = [];
    for (const as of [...children, ...children]) answers.push(await server.call('GET', TOKEN, { as }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(limits(answers[3]?.headers)).toEqual(['5', '0', expect.stringMatching(/^\d+$/)]);
    expect(Number(answers[3]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answers[3]?.body.detail).toContain('The limit of 5 requests a minute');
    expect((await server.call('GET', `${PATH}/x`, { as: 'otherClient' })).status).toBe(404);
  });

  it('is ten times as much for an account, unless told otherwise [rate-limit.per-account]', async () => {
    const server = await startServer({ rateLimit: 2 });
    const statuses: number[] = [];
    let parent: Call['as'] = 'client';
    for (let asked = 0; asked < 20; asked += 2) {
      const child = await childOf(server, parent);
      statuses.push((await server.call('GET', TOKEN, { as: parent })).status);
      parent = child;
    }
    expect(statuses).toEqual(Array(10).fill(200));
    expect((await server.call('GET', TOKEN, { as: parent })).status).toBe(429);
  });

  it('of a credential leaves the account what it is refused', async () => {
    const server = await startServer({ rateLimit: 2, accountRateLimit: 4 });
    const second = await childOf(server);
    for (let call = 0; call < 9; call++) await server.call('GET', TOKEN, { as: 'client' });
    expect((await server.call('GET', TOKEN, { as: second })).status).toBe(200);
  });

  it('may be of accounts alone', async () => {
    const server = await startServer({ accountRateLimit: 2 });
    const { headers } = await server.call('GET', TOKEN, { as: 'client' });
    expect(limits(headers)).toEqual(['2', '1', expect.stringMatching(/^\d+$/)]);
    expect((await server.call('GET', TOKEN, { as: await childOf(server) })).status).toBe(429);
    expect((await server.call('GET', '/public/v1/openapi.json')).headers.has('ratelimit-limit')).toBe(false);
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
});

describe('the headers of the rate limit', () => {
  it('tell of the window in which least is left [rate-limit.headers]', async () => {
    const server = await startServer({ rateLimit: 4, accountRateLimit: 5 });
    const second = await childOf(server);
    const seen: ReturnType<typeof limits>[] = [];
    for (const as of ['client', second, second, second] as const) {
      seen.push(limits((await server.call('GET', TOKEN, { as })).headers).slice(0, 2));
    }
    expect(seen).toEqual([
      ['4', '2'],
      ['5', '2'],
      ['5', '1'],
      ['5', '0'],
    ]);
  });

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
