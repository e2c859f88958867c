import { describe, expect, it } from 'vitest';
import { startServer } from '../testing/server.ts';
import { docsSite } from './site.ts';

const BROWSER = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

async function start() {
  const server = await startServer({});
  const open = (path: string, init: RequestInit = {}) => fetch(server.url + path, { redirect: 'manual', ...init });
  return { ...server, open };
}

describe('the reference page of a server', () => {
  it('is where a browser is led that opens the server', async () => {
    const { open } = await start();
    const answer = await open('/', { headers: BROWSER });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/docs']);
  });

  it.each([
    ['GET', '/', {}],
    ['GET', '/', { Accept: '*/*' }],
    ['POST', '/', BROWSER],
    ['GET', '/public/v1/accounts/api-tokens', BROWSER],
    ['POST', '/docs', {}],
    ['GET', '/docs/', {}],
    ['GET', '/docs/site.ts', {}],
    ['GET', '/docs/../site.ts', {}],
    ['GET', '/docs/%2e%2e/site.ts', {}],
  ])('is no answer to a program: %s %s %j is 401 as it was', async (method, path, headers) => {
    const { open } = await start();
    const answer = await open(path, { method, headers });
    expect([answer.status, (await answer.json()).code]).toEqual([401, 'credential.invalid']);
  });

  it('needs no credential, and lets no script in but its own', async () => {
    const { open } = await start();
    for (const path of ['/docs', '/docs/rules', '/docs/docs.ts', '/docs/page.css', '/docs/web-components.min.js']) {
      const answer = await open(path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
      expect((await answer.text()).length).toBeGreaterThan(0);
      const tag = answer.headers.get('etag') ?? '';
      expect((await open(path, { headers: { 'If-None-Match': tag } })).status).toBe(304);
      const head = await open(path, { method: 'HEAD' });
      expect([head.status, await head.text()]).toEqual([200, '']);
    }
  });

  it('names no other host than itself in what of it is ours', async () => {
    const { open } = await start();
    for (const path of Object.keys(docsSite)) {
      const text = await (await open(path)).text();
      expect([path, text.match(/https?:\/\/[\w.]+/g) ?? []]).toEqual([path, []]);
    }
  });

  it('is served as JavaScript that imports what is served', async () => {
    const { open } = await start();
    for (const path of Object.keys(docsSite).filter((one) => one.endsWith('.ts'))) {
      const text = await (await open(path)).text();
      const imported = [...text.matchAll(/from '(.+?)'/g)].map(
        ([, name = '']) => new URL(name, `http://x${path}`).pathname,
      );
      expect(Object.keys(docsSite)).toEqual(expect.arrayContaining(imported));
      expect(text).not.toMatch(/^interface |: string\b/m);
    }
  });
});
