import { describe, expect, it } from 'vitest';
import { type Call, startServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const BIG = Buffer.alloc(1_000_000, 'x');
const TEXT = { 'content-type': 'text/plain' };

describe('the order of the checks', () => {
  it('is 401, 405, 413, 415, 400 of the form, 403, 400 of references: what is repaired uncovers the next [checks.order]', async () => {
    const server = await startServer();
    const statuses: number[] = [];
    const steps: [string, Call][] = [
      ['PUT', { as: { credential: 'nonsense' }, headers: TEXT, body: BIG }],
      ['PUT', { as: 'powerless', headers: TEXT, body: BIG }],
      ['POST', { as: 'powerless', headers: TEXT, body: BIG }],
      ['POST', { as: 'powerless', headers: TEXT, body: '{' }],
      ['POST', { as: 'powerless', body: '{' }],
      ['POST', { as: 'powerless', body: { modules: [{ id: 'MOD-0000' }] } }],
      ['POST', { as: 'powerless', body: { name: 'x', modules: [{ id: 'MOD-0000' }] } }],
      ['POST', { as: 'client', body: { name: 'x', modules: [{ id: 'MOD-0000' }] } }],
      ['POST', { as: 'client', body: { name: 'x', modules: [{ id: 'MOD-1756' }] } }],
    ];
    for (const [method, call] of steps) statuses.push((await server.call(method, PATH, call)).status);
    expect(statuses).toEqual([401, 405, 413, 415, 400, 400, 403, 400, 201]);
  });

  it('is 401, 429, 404 and 405 for one who has used up the limit', async () => {
    const server = await startServer({ rateLimit: 1 });
    await server.call('GET', `${PATH}/x`, { as: 'client' });
    for (const path of ['/nonsense', PATH, `${PATH}/x?select=%ZZ`]) {
      expect((await server.call('GET', path)).status).toBe(401);
      expect((await server.call('GET', path, { as: 'client' })).status).toBe(429);
    }
  });

  it('is 400 of the form, 403, 404 for a token', async () => {
    const server = await startServer();
    const get = async (caller: 'powerless' | 'client', query = '') =>
      (await server.call('GET', `${PATH}/nonsense${query}`, { as: caller })).status;
    expect([await get('powerless', '?select=%ZZ'), await get('powerless'), await get('client')]).toEqual([
      400, 403, 404,
    ]);
  });
});
