import { afterAll, expect, it } from 'vitest';
import { type Call, startServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const server = await startServer({ bodyLimit: 1_000 }, afterAll);

it.each<[number, string, string, string, Call]>([
  [400, 'Bad Request', 'POST', PATH, { as: 'client', body: {} }],
  [401, 'Authentication Failed', 'GET', PATH, {}],
  [403, 'Forbidden', 'GET', PATH, { as: 'powerless' }],
  [404, 'Not Found', 'GET', `${PATH}/TKN-0000-0000`, { as: 'client' }],
  [405, 'Method Not Allowed', 'PATCH', PATH, { as: 'client' }],
  [413, 'Content Too Large', 'POST', PATH, { as: 'client', body: { name: 'x'.repeat(2_000) } }],
  [415, 'Unsupported Media Type', 'POST', PATH, { as: 'client', body: 'x', headers: { 'content-type': 'text/plain' } }],
])(
  '%i is a problem document with the phrase "%s" [errors.form] [cache.no-store]',
  async (status, title, method, path, call) => {
    const { headers, body } = await server.call(method, path, call);
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({ status, title, type: expect.stringMatching(/^https:/), traceId: expect.any(String) });
  },
);
