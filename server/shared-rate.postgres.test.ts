import { expect, it } from 'vitest';
import { emptyDatabase, testKeys } from './testing/postgres/databases.ts';
import { SAMPLE, startServer } from './testing/server.ts';

const LIMIT = 40;

it('counts what a credential sends to two servers together [rate-limit.per-credential] [rate-limit.headers]', async () => {
  const options = { databaseUrl: await emptyDatabase(), tokenKeys: testKeys(), rateLimit: LIMIT };
  const one = await startServer(options);
  const other = await startServer(options);
  const as = { credential: one.credentials[SAMPLE.client] ?? '' };
  const passed = new Map([one, other].map((server) => [server, 0]));
  for (let sent = 0; sent < LIMIT; sent++) {
    for (const server of [one, other]) {
      const { status, headers } = await server.call('GET', `/public/v1/accounts/api-tokens/${SAMPLE.client}`, { as });
      expect([200, 429]).toContain(status);
      const own = (passed.get(server) ?? 0) + (status === 200 ? 1 : 0);
      passed.set(server, own);
      expect(Number(headers.get('ratelimit-remaining'))).toBeLessThanOrEqual(LIMIT - own);
    }
  }
  const together = [...passed.values()].reduce((sum, own) => sum + own, 0);
  expect(together).toBeLessThanOrEqual(LIMIT);
  expect(together).toBeGreaterThanOrEqual(LIMIT - Math.ceil(LIMIT / 20));
});
