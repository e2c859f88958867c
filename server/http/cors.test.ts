import { describe, expect, it } from 'vitest';
import { startServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const ORIGIN = 'https://app.example';
const PREFLIGHT = {
  Origin: ORIGIN,
  'Access-Control-Request-Method': 'POST',
  'Access-Control-Request-Headers': 'authorization,content-type,idempotency-key,if-match,if-none-match,traceparent',
};

function permissions(headers: Headers): string[] {
  return [...headers.keys()].filter((name) => name.startsWith('access-control-'));
}

describe('CORS for the origins that are configured', () => {
  it('answers a preflight without a credential [addresses.options]', async () => {
    const server = await startServer({ corsOrigins: ['https://other.example', ORIGIN] });
    const { status, headers, text } = await server.call('OPTIONS', PATH, { headers: PREFLIGHT });
    expect([status, text]).toEqual([204, '']);
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(headers.get('access-control-allow-headers')).toBe(PREFLIGHT['Access-Control-Request-Headers']);
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      expect(headers.get('access-control-allow-methods')?.split(',')).toContain(method);
    }
    expect(headers.get('vary')).toContain('Origin');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('lets a page read every answer and the headers of the contract', async () => {
    const server = await startServer({ corsOrigins: [ORIGIN], rateLimit: 100 });
    const headers = { Origin: ORIGIN };
    const answers = [
      await server.call('POST', PATH, { as: 'client', headers, body: { name: 'x' } }),
      await server.call('GET', '/public/v1/openapi.json', { headers }),
      await server.call('POST', PATH, { headers, body: {} }),
      await server.call('POST', PATH, { as: 'client', headers, body: {} }),
      await server.call('DELETE', PATH, { as: 'client', headers }),
      await server.call('GET', '/nonsense', { as: 'client', headers }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 401, 400, 405, 404]);
    for (const answer of answers) {
      expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
      const exposed = answer.headers.get('access-control-expose-headers')?.split(',');
      expect(exposed).toEqual(
        expect.arrayContaining([
          'ETag',
          'Idempotency-Key',
          'Idempotency-Replayed',
          'Location',
          'Retry-After',
          'RateLimit-Remaining',
          'WWW-Authenticate',
          'Allow',
        ]),
      );
    }
  });

  it.each(['https://evil.example', 'http://app.example', 'https://app.example.evil', 'null'])(
    'permits nothing to %s',
    async (origin) => {
      const server = await startServer({ corsOrigins: [ORIGIN] });
      const preflight = await server.call('OPTIONS', PATH, { headers: { ...PREFLIGHT, Origin: origin } });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
      const call = { as: 'client', headers: { Origin: origin }, body: { name: 'x' } } as const;
      const { headers } = await server.call('POST', PATH, call);
      expect(headers.get('access-control-allow-origin')).toBeNull();
    },
  );
});

describe('CORS for `*`', () => {
  it('permits every origin', async () => {
    const server = await startServer({ corsOrigins: ['*'] });
    const preflight = await server.call('OPTIONS', PATH, { headers: PREFLIGHT });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    const { headers } = await server.call('GET', '/public/v1/openapi.json', {
      headers: { Origin: 'https://any.example' },
    });
    expect(headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('CORS by default', () => {
  it('permits nothing, and answers a preflight without a credential', async () => {
    const server = await startServer();
    const preflight = await server.call('OPTIONS', PATH, { headers: PREFLIGHT });
    expect(preflight.status).toBe(204);
    expect(permissions(preflight.headers)).toEqual([]);
    const { headers } = await server.call('GET', '/public/v1/openapi.json', { headers: { Origin: ORIGIN } });
    expect(permissions(headers)).toEqual([]);
  });

  it('takes OPTIONS for a preflight only where it asks for a method', async () => {
    const server = await startServer();
    expect((await server.call('OPTIONS', PATH, { headers: { Origin: ORIGIN } })).status).toBe(401);
  });
});
