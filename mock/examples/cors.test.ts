import { describe, expect, test } from 'vitest';
import { CREATE, TOKEN, TOKENS, useMock } from './testing.ts';

const { url, call } = useMock();

describe('pages of another origin', () => {
  const Origin = 'https://app.example.com';

  test('may ask, without a credential', async () => {
    const response = await fetch(url(TOKENS), {
      method: 'OPTIONS',
      headers: {
        Origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization,content-type,prefer',
      },
    });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization,content-type,prefer',
    });
  });

  test.each([
    [TOKENS, CREATE],
    [TOKENS, { method: 'POST' }],
    ['/nowhere', {}],
    [TOKEN, { headers: { Authorization: '' } }],
  ])('may read the answer of %s %j', async (path, options) => {
    const response = await call(path, {
      ...options,
      headers: { Origin, ...('headers' in options && options.headers) },
    });
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
    const exposed = response.headers.get('Access-Control-Expose-Headers')?.split(', ');
    expect(exposed).toEqual(
      expect.arrayContaining(['Location', 'Retry-After', 'RateLimit-Limit', 'WWW-Authenticate', 'Allow']),
    );
  });
});
