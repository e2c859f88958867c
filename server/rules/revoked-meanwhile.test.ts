import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { TOKENS } from '../testing/query.ts';
import { SAMPLE, startServer, type TestServer } from '../testing/server.ts';

const OWN = `${TOKENS}/${SAMPLE.client}`;

/** Sends the head of a request and one byte of its body; `finish` sends the rest and reads the answer. */
async function begin(server: TestServer, method: string, path: string, body: string) {
  const { hostname, port } = new URL(server.url);
  const socket: Socket = connect(Number(port), hostname);
  const head = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${hostname}`,
    `Authorization: Bearer ${server.credentials[SAMPLE.client]}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    // The server answers this when it has read the head, and nothing of the body.
    'Expect: 100-continue',
    'Connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  await new Promise((resolve) => socket.once('data', resolve));
  socket.write(body.slice(0, 1));
  return async () => {
    socket.write(body.slice(1));
    return Number((await text(socket)).split(' ')[1]);
  };
}

const tokensOf = async (server: TestServer) =>
  (await server.call('GET', `${TOKENS}?order=id&select=-lastAccessAt`, { as: 'operations' })).body.data;

describe('a credential that is revoked while its request is under way [auth.revoked-at-once]', () => {
  it.each([
    ['creates nothing', 'POST', TOKENS],
    ['changes nothing', 'PUT', OWN],
  ])('%s', async (_name, method, path) => {
    for (const [revocation, revoke] of [
      ['POST', `${OWN}/disable`],
      ['DELETE', OWN],
    ] as const) {
      const server = await startServer();
      const finish = await begin(server, method, path, '{"name":"Too late"}');
      expect((await server.call(revocation, revoke, { as: 'operations' })).status).toBeLessThan(300);
      const before = await tokensOf(server);
      expect(await finish()).toBe(401);
      expect(await tokensOf(server)).toEqual(before);
    }
  });

  it('creates what it began where nothing was revoked', async () => {
    const server = await startServer();
    const finish = await begin(server, 'POST', TOKENS, '{"name":"In time"}');
    expect(await finish()).toBe(201);
  });
});
