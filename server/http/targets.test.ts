import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { assertProblem } from '../testing/contract.ts';
import { until } from '../testing/process.ts';
import { exchange } from '../testing/raw.ts';
import { SAMPLE, startServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const server = await startServer({}, afterAll);
const authorization = `Authorization: Bearer ${server.credentials[SAMPLE.client]}`;

function ask(target: string, { method = 'GET', headers = ['Host: x', authorization], body = '' } = {}) {
  const length = body ? ['Content-Type: application/json', `Content-Length: ${body.length}`] : [];
  return exchange(
    server.url,
    Buffer.from([`${method} ${target} HTTP/1.1`, ...headers, ...length, '', body].join('\r\n'), 'latin1'),
    method,
  );
}

async function expectServing(): Promise<void> {
  expect((await server.call('GET', `${PATH}?limit=0`, { as: 'client' })).status).toBe(200);
}

describe('a target that is no path of this server', () => {
  it.each([
    ['with a fragment', `${PATH}#b`],
    ['with a fragment behind the query', `${PATH}?limit=1#b`],
    ['that is nothing but a fragment', '#b'],
    ['with a fragment, of a whole URL', `http://x${PATH}#b`],
    ['of another scheme', 'ftp://x/'],
    ['of another scheme, with a path of the contract', `ftp://x${PATH}`],
    ['without an authority', `http://${PATH}`],
    ['with a user name', `http://user:password@x${PATH}`],
    ['with an authority that is none', `http://[${PATH}`],
    ['in authority form', 'x:80'],
    ['that is relative', 'a/b'],
    ['in asterisk form', '*'],
  ])('%s is 400 [addresses.target]', async (_name, target) => {
    for (const [method, body] of [
      ['GET', ''],
      ['POST', '{"name":"x"}'],
    ] as const) {
      const answer = await ask(target, { method, body });
      expect(answer.status).toBe(400);
      await assertProblem(method, answer.body.instance ?? '/', answer);
      expect(answer.text).not.toContain('password');
    }
    await expectServing();
  });

  it('is told to one without a credential too, as what is no HTTP is', async () => {
    expect((await ask(`${PATH}#b`, { headers: ['Host: x'] })).status).toBe(400);
  });

  it('of any form whatever gets an answer that is not a 5xx', async () => {
    const sign = fc.constantFrom(...'/public/v1?#*:@[]\\%.;= é\u0001"<x', 'http://', 'ftp://', PATH);
    const target = fc.array(sign, { minLength: 1, maxLength: 8 }).map((signs) => signs.join(''));
    await fc.assert(
      fc.asyncProperty(target, fc.constantFrom('GET', 'POST', 'OPTIONS', 'CONNECT'), async (text, method) => {
        const answer = await ask(text, { method });
        expect(answer.status).toBeGreaterThanOrEqual(200);
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
    await expectServing();
  });
});

describe('the header Host', () => {
  it.each([
    ['twice', ['Host: x', 'Host: y']],
    ['twice the same', ['Host: x', 'host: x']],
    ['none', []],
    ['two in one', ['Host: x, y']],
    ['that is no host', ['Host: x/y']],
    ...['user@x', 'x y', '"', '<script>', '[', 'x?y', 'x#y', 'x\\y', '%', 'x:y'].map((host): [string, string[]] => [
      `that is ${host}`,
      [`Host: ${host}`],
    ]),
  ])('%s is 400, whatever the target [addresses.host]', async (_name, headers) => {
    for (const target of [`${PATH}?limit=0`, `http://x${PATH}?limit=0`]) {
      const answer = await ask(target, { headers: [...headers, authorization] });
      expect(answer.status).toBe(400);
      await assertProblem('GET', PATH, answer);
    }
    await expectServing();
  });
});

describe('CONNECT', () => {
  it.each(['x:80', PATH, '*'])('%s is 405, with the methods there are [addresses.method]', async (target) => {
    const answer = await ask(target, { method: 'CONNECT' });
    expect(answer.status).toBe(405);
    const allowed = answer.headers.get('allow')?.split(', ').sort();
    expect(allowed).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']);
    expect(answer.headers.get('connection')).toBe('close');
    expect(answer.body).toMatchObject({ title: 'Method Not Allowed', status: 405 });
    await until(() => server.log().includes(answer.body.traceId.split('-')[1]));
    await expectServing();
  });

  it('is 405 also behind other requests and where bytes for the other side follow, and closes the connection', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    const health = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
    socket.write(`${health}${health}CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n${'\x16\x03'.repeat(1000)}`);
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk) => (text += chunk));
    await once(socket, 'close');
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 405']);
  });

  it('whose client is gone at once does no harm', async () => {
    const { hostname, port } = new URL(server.url);
    for (let call = 0; call < 20; call += 1) {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.write('CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n');
      socket.resetAndDestroy();
    }
    await expectServing();
  });
});

describe('an upgrade', () => {
  it.each(['websocket', 'h2c', 'TLS/1.0'])('to %s is not taken: the request is answered as any other', async (to) => {
    const headers = ['Host: x', authorization, 'Connection: Upgrade', `Upgrade: ${to}`];
    expect((await ask(`${PATH}?limit=0`, { headers })).status).toBe(200);
    const created = await ask(PATH, { method: 'POST', headers, body: '{"name":"x"}' });
    expect(created.status).toBe(201);
    expect((await ask(PATH, { headers: ['Host: x', 'Connection: Upgrade', `Upgrade: ${to}`] })).status).toBe(401);
  });

  it('to HTTP/2 with its preface is 400', async () => {
    const answer = await exchange(server.url, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
    expect(answer.status).toBe(400);
    await assertProblem('GET', '/', answer);
  });
});
