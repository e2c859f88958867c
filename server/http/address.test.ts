import { afterAll, describe, expect, it } from 'vitest';
import { exchange, sendRaw } from '../testing/raw.ts';
import { SAMPLE, startServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const TOKEN = `${PATH}/${SAMPLE.client}`;
const server = await startServer({}, afterAll);
const authorization = `Authorization: Bearer ${server.credentials[SAMPLE.client]}`;

describe('404 of a path', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/public'],
    ['GET', '/public/v1/accounts'],
    ['GET', '/public/v2/accounts/api-tokens'],
    ['POST', '/accounts/api-tokens'],
    ['POST', `${PATH}//`],
    ['GET', `/${TOKEN}`],
    ['GET', `${TOKEN}/x`],
    ['POST', `${TOKEN}/revoke`],
    ['OPTIONS', '/nonsense'],
    ['DELETE', '/favicon.ico'],
    ['PROPFIND', '/x'],
  ])('is the answer to %s %s', async (method, path) => {
    const answer = await sendRaw(server.url, { method, path, headers: [authorization] });
    expect(answer.status).toBe(404);
    expect(answer.body.instance).toBe(path);
  });

  it('is the answer to HEAD of an unknown path, without a body', async () => {
    expect(await server.call('HEAD', '/x', { as: 'client' })).toMatchObject({ status: 404, text: '' });
  });

  it('is the answer to OPTIONS *', async () => {
    expect((await sendRaw(server.url, { method: 'OPTIONS', path: '*', headers: [authorization] })).status).toBe(404);
  });
});

describe('405', () => {
  it.each([
    ['GET', `${TOKEN}/enable`, 'POST, OPTIONS'],
    ['HEAD', `${TOKEN}/disable`, 'POST, OPTIONS'],
    ['DELETE', PATH, 'GET, HEAD, POST, OPTIONS'],
    ['POST', '/public/v1/accounts/modules', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/public/v1/accounts/accounts/ACC-3803-7263', 'GET, HEAD, OPTIONS'],
    ['PUT', PATH, 'GET, HEAD, POST, OPTIONS'],
    ['PROPFIND', PATH, 'GET, HEAD, POST, OPTIONS'],
    ['TRACE', PATH, 'GET, HEAD, POST, OPTIONS'],
    ['POST', TOKEN, 'GET, HEAD, PUT, DELETE, OPTIONS'],
    ['PATCH', TOKEN, 'GET, HEAD, PUT, DELETE, OPTIONS'],
    ['PATCH', `${PATH}/nonsense`, 'GET, HEAD, PUT, DELETE, OPTIONS'],
  ])('%s %s has Allow: %s [addresses.method]', async (method, path, allow) => {
    const answer = await sendRaw(server.url, { method, path, headers: [authorization] });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe(allow);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('comes before the body is looked at', async () => {
    const headers = [authorization, 'Content-Type: text/plain', 'Content-Length: 20000000'];
    expect((await sendRaw(server.url, { method: 'PUT', path: PATH, headers, body: 'x' })).status).toBe(405);
  });
});

describe('OPTIONS', () => {
  it.each([
    [PATH, 'GET, HEAD, POST, OPTIONS'],
    [TOKEN, 'GET, HEAD, PUT, DELETE, OPTIONS'],
    [`${PATH}/nonsense`, 'GET, HEAD, PUT, DELETE, OPTIONS'],
  ])('of %s is 204 with Allow: %s', async (path, allow) => {
    const { status, headers, text } = await server.call('OPTIONS', path, { as: 'client' });
    expect([status, text, headers.get('allow')]).toEqual([204, '', allow]);
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('the form of a path', () => {
  it.each([`${TOKEN}/`, TOKEN.replace('accounts', 'ACCOUNTS'), `${TOKEN.replace('public', 'Public')}/?select=id`])(
    'GET %s is answered, not redirected',
    async (path) => {
      const { status, headers } = await server.call('GET', path, { as: 'client' });
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  it.each([`${PATH}/`, PATH.toUpperCase(), `${PATH}?x=y`, `${PATH}/?`])(
    'POST %s is validated as any other',
    async (path) => {
      const call = (body: object) => server.call('POST', path, { as: 'client', body });
      const created = await call({ name: 'x' });
      expect(created.status).toBe(201);
      expect(created.headers.get('location')).toBe(`${PATH}/${created.body.id}`);
      const refused = await call({ icon: 1 });
      expect(refused.status).toBe(400);
      expect(Object.keys(refused.body.errors).sort()).toEqual(['icon', 'name']);
    },
  );

  it.each([`/public%2Fv1/accounts/api-tokens`, '/public/v1/accounts/api%2Dtokens'])(
    'an encoded path is not another spelling, or is answered: %s',
    async (path) => {
      const { status } = await sendRaw(server.url, { method: 'PUT', path, headers: [authorization] });
      expect(status).toBe(404);
    },
  );

  it('may be a whole URL', async () => {
    const head = `GET ${server.url}${TOKEN}?select=-*,id HTTP/1.1\r\nHost: x\r\n${authorization}\r\n\r\n`;
    const answer = await exchange(server.url, head);
    expect(answer.status).toBe(200);
    expect(answer.body.id).toBe(SAMPLE.client);
  });

  it('is answered by no redirect [addresses.no-redirect]', async () => {
    for (const path of ['', '/', '/public', '/public/', '/public/v1/', `${TOKEN}/`, '/healthz/', '//']) {
      const { status } = await sendRaw(server.url, { path: path || '/', headers: [authorization] });
      expect(Math.floor(status / 100)).not.toBe(3);
    }
  });
});
