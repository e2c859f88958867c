import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { exchange } from '../testing/raw.ts';
import { startServer } from '../testing/server.ts';

const PATH = '/public/v1/openapi.json';
const server = await startServer({}, afterAll);
const generated = JSON.parse(await readFile(new URL('../../generated/openapi.json', import.meta.url), 'utf8'));

describe('getOpenApi 200', () => {
  it('is the bundled contract, with the origin it was fetched from as its only server [addresses.absolute] [contract.public]', async () => {
    const { status, body } = await server.call('GET', PATH);
    expect(status).toBe(200);
    expect(body).toEqual({ ...generated, servers: [{ url: server.url }] });
  });

  it('has no ids of rules in it, which are ours', async () => {
    expect((await server.call('GET', PATH)).text).not.toContain('x-rule');
  });

  it.each(['Bearer nonsense', 'Basic eDp5', 'Bearer'])(
    'needs no credential and minds no false one: %s',
    async (value) => {
      expect((await server.call('GET', PATH, { headers: { Authorization: value } })).status).toBe(200);
    },
  );

  it.each([
    ['api.example.com', 'http://api.example.com'],
    ['api.example.com:8443', 'http://api.example.com:8443'],
    ['localhost:4010', 'http://localhost:4010'],
    ['[::1]:8080', 'http://[::1]:8080'],
  ])('names the host that the client used: %s', async (host, origin) => {
    const answer = await exchange(server.url, `GET ${PATH} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    expect(answer.body.servers).toEqual([{ url: origin }]);
  });

  it.each(['', 'x:99999', 'x:', "a'b", '%61', '[::::]', '256.256.256.256'])(
    'names the address of the socket where the host is none that a client could use: %s',
    async (host) => {
      const answer = await exchange(server.url, `GET ${PATH} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      expect(answer.status).toBe(200);
      expect(answer.body.servers).toEqual([{ url: server.url }]);
    },
  );

  it('takes the host of a target that is a whole URL before the one of the header', async () => {
    const answer = await exchange(server.url, `GET http://b.example:1${PATH} HTTP/1.1\r\nHost: a.example\r\n\r\n`);
    expect(answer.body.servers).toEqual([{ url: 'http://b.example:1' }]);
  });

  it('is asked for anew by every cache, and kept for the host that it names only [contract.caching]', async () => {
    const permissive = await startServer({ corsOrigins: ['https://app.example'] });
    for (const method of ['GET', 'HEAD']) {
      const { headers } = await server.call(method, PATH);
      expect([headers.get('cache-control'), headers.get('vary')]).toEqual(['no-cache', 'Host']);
      const permitted = await permissive.call(method, PATH, { headers: { Origin: 'https://app.example' } });
      expect(permitted.headers.get('vary')?.split(', ').sort()).toEqual(['Host', 'Origin']);
    }
    expect((await server.call('POST', PATH)).headers.get('cache-control')).toBe('no-store');
  });

  it('names the origin that is configured, whatever host the client used [addresses.absolute]', async () => {
    const publicUrl = 'https://api.example.com';
    const behindProxy = await startServer({ publicUrl });
    for (const target of [PATH, `http://b.example:1${PATH}`]) {
      const answer = await exchange(behindProxy.url, `GET ${target} HTTP/1.1\r\nHost: evil.example\r\n\r\n`);
      expect(answer.body.servers).toEqual([{ url: publicUrl }]);
      expect([answer.headers.get('cache-control'), answer.headers.get('vary')]).toEqual(['no-cache', null]);
    }
    const tokens = '/public/v1/accounts/api-tokens';
    const created = await behindProxy.call('POST', tokens, { as: 'client', body: { name: 'x' } });
    expect(created.headers.get('location')).toBe(`${tokens}/${created.body.id}`);
    expect(created.text).not.toContain(publicUrl);
  });

  it('answers HTTP/1.0 without a host', async () => {
    const answer = await exchange(server.url, `GET ${PATH} HTTP/1.0\r\n\r\n`);
    expect(answer.body.servers).toEqual([{ url: server.url }]);
  });

  it('answers HEAD, another case, a slash at the end and any query', async () => {
    expect(await server.call('HEAD', PATH)).toMatchObject({ status: 200, text: '' });
    for (const path of ['/PUBLIC/V1/OpenAPI.json', `${PATH}/`, `${PATH}?x=%ZZ&select=a&select=b`]) {
      expect((await server.call('GET', path)).status).toBe(200);
    }
  });
});

describe('getOpenApi: other methods', () => {
  it('are 405, without a credential as well', async () => {
    const { status, headers } = await server.call('POST', PATH, { body: {} });
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(await server.call('OPTIONS', PATH)).toMatchObject({ status: 204, text: '' });
  });
});
