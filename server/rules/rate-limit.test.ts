import { describe, expect, it } from 'vitest';
import { type Call, SAMPLE, startServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const TOKEN = `${PATH}/${SAMPLE.client}`;
const GUESS = { credential: 'nonsense' };

function limits(headers: Headers): (string | null)[] {
  return ['limit', 'remaining', 'reset'].map((name) => headers.get(`ratelimit-${name}`));
}

describe('429', () => {
  it('is by client address for what needs no credential, which bad credentials do not use up [rate-limit.per-address]', async () => {
    const server = await startServer({ rateLimit: 2 });
    const contract = (as?: Call['as']) => server.call('GET', '/public/v1/openapi.json', { as });
    for (let call = 0; call < 9; call++) {
      const refused = await server.call('GET', TOKEN, { as: { credential: 'nonsense' } });
      expect([refused.status, ...limits(refused.headers).slice(0, 2)]).toEqual([401, '2', call === 0 ? '1' : '0']);
    }
    expect((await contract()).status).toBe(200);
    expect((await contract({ credential: 'nonsense' })).status).toBe(200);
    expect((await contract()).status).toBe(429);
    expect((await contract('client')).status).toBe(200);
    const refused = await startServer({ rateLimit: 2 });
    for (let call = 0; call < 3; call++) await refused.call('GET', '/public/v1/openapi.json');
    expect((await refused.call('GET', TOKEN)).headers.get('ratelimit-remaining')).toBe('1');
  });

  it('takes the place of 401 for who was refused very often, and for nobody else at the address [rate-limit.refusals]', async () => {
    const server = await startServer({ refusalLimit: 3 });
    const refused = async (path = TOKEN, as?: Call['as']) => (await server.call('GET', path, { as })).status;
    expect([await refused(TOKEN, GUESS), await refused('/nonsense'), await refused(TOKEN)]).toEqual([401, 401, 401]);
    const { status, body, headers } = await server.call('POST', PATH, { as: GUESS, body: { name: 'x' } });
    expect([status, body.code, ...limits(headers).slice(0, 2)]).toEqual([429, 'rate.exceeded', '3', '0']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(body.detail).not.toContain('nonsense');
    const answered = await server.call('GET', TOKEN, { as: 'client' });
    expect([answered.status, ...limits(answered.headers)]).toEqual([200, null, null, null]);
    expect((await server.call('GET', '/public/v1/openapi.json')).status).toBe(200);
  });
});
