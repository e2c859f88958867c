import { afterAll, describe, expect, it } from 'vitest';
import { generateCredential } from '../core/credential.ts';
import { sendRaw } from '../testing/raw.ts';
import { SAMPLE, startServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const server = await startServer({}, afterAll);
const valid = server.credentials[SAMPLE.client] ?? 'missing';
const tampered = valid.slice(0, -1) + (valid.endsWith('0') ? '1' : '0');

const REFUSED: Record<string, string | undefined> = {
  'no header': undefined,
  'an empty header': '',
  'no credential': 'Bearer',
  'another scheme': `Basic ${Buffer.from(`x:${valid}`).toString('base64')}`,
  'a scheme that ends in bearer': `NotBearer ${valid}`,
  'a scheme that begins with bearer': `Bearers ${valid}`,
  'no scheme': valid,
  'no space after the scheme': `Bearer${valid}`,
  'something after the credential': `Bearer ${valid} x`,
  'a comma after the credential': `Bearer ${valid}, Basic eDp5`,
  'a quoted credential': `Bearer "${valid}"`,
  'a malformed credential': 'Bearer nonsense',
  'a credential in another case': `Bearer ${valid.toUpperCase()}`,
  'a credential whose checksum is wrong': `Bearer ${tampered}`,
  'a credential cut short': `Bearer ${valid.slice(0, -1)}`,
  'an unknown credential with a right checksum': `Bearer ${generateCredential('TKN-0000-0000')}`,
  'another credential with a right checksum for a known id': `Bearer ${generateCredential(SAMPLE.client)}`,
  'a disabled token': `Bearer ${server.credentials[SAMPLE.disabled]}`,
  'a deleted token': `Bearer ${server.credentials[SAMPLE.deleted]}`,
  'a very long credential': `Bearer ${'a'.repeat(10_000)}`,
};

function callAs(value: string | undefined, method = 'GET', path = `${PATH}/${SAMPLE.client}`) {
  return server.call(method, path, { headers: value === undefined ? {} : { Authorization: value } });
}

describe('401', () => {
  it.each(Object.entries(REFUSED))('is the answer to %s, always the same but for `traceId`', async (_name, value) => {
    const { status, headers, body, text } = await callAs(value);
    expect(status).toBe(401);
    expect(body).toEqual({
      type: 'https://tools.ietf.org/html/rfc9110#section-15.5.2',
      code: 'credential.invalid',
      title: 'Authentication Failed',
      status: 401,
      detail: 'A valid bearer token is required.',
      traceId: expect.any(String),
    });
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(headers.get('cache-control')).toBe('no-store');
    const credential = value?.split(' ')[1];
    if (credential) expect(text + JSON.stringify([...headers])).not.toContain(credential);
  });

  it('has the same headers whatever is wrong [auth.failure-alike]', async () => {
    const names = async (value: string | undefined) => [...(await callAs(value)).headers.keys()].sort();
    const first = await names(undefined);
    for (const value of Object.values(REFUSED)) expect(await names(value)).toEqual(first);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/nonsense'],
    ['GET', '/public/v1'],
    ['DELETE', PATH],
    ['GET', `${PATH}/nonsense`],
    ['GET', `${PATH}/%ZZ`],
    ['GET', `${PATH}/x?select=a&select=b`],
    ['OPTIONS', PATH],
    ['HEAD', `${PATH}/x`],
    ['POST', '/healthz'],
    ['GET', '/PUBLIC/V1/ACCOUNTS/api-tokens/x'],
    ['GET', '/public/v1/openapi.jsonx'],
    ['GET', '/public/v1//openapi.json'],
    ['GET', '/public/v1/openapi.json/x'],
    ['GET', '/public/v1/accounts/../openapi.json/..'],
  ])('comes before anything is told of %s %s', async (method, path) => {
    const { status } = await sendRaw(server.url, { method, path, headers: ['Authorization: Bearer nonsense'] });
    expect(status).toBe(401);
  });

  it('comes before the body is read [auth.first]', async () => {
    const headers = ['Authorization: Bearer nonsense', 'Content-Type: application/json'];
    const big = { headers: [...headers, 'Content-Length: 20000000'], body: '{"name": ' };
    expect((await sendRaw(server.url, { method: 'POST', path: PATH, ...big })).status).toBe(401);
    const whole = { headers, body: Buffer.alloc(20_000_000, 'x') };
    expect((await sendRaw(server.url, { method: 'POST', path: PATH, ...whole })).status).toBe(401);
    for (const body of ['{', '', '[]']) {
      expect((await sendRaw(server.url, { method: 'POST', path: PATH, headers, body })).status).toBe(401);
    }
    const typeless = { headers: headers.slice(0, 1), body: 'x' };
    expect((await sendRaw(server.url, { method: 'POST', path: PATH, ...typeless })).status).toBe(401);
  });
});

describe('a valid credential', () => {
  it.each(['Bearer ', 'bearer ', 'BEARER ', 'bEaReR  '])(
    'may have its scheme written %j [auth.scheme-case]',
    async (scheme) => {
      expect((await callAs(scheme + valid)).status).toBe(200);
    },
  );

  it('is the first of two headers, as HTTP has it', async () => {
    const headers = [`Authorization: Bearer ${valid}`, 'Authorization: Bearer nonsense'];
    const answer = await sendRaw(server.url, { path: `${PATH}/${SAMPLE.client}`, headers });
    expect(answer.status).toBe(200);
  });
});
