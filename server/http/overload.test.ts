import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../testing/process.ts';
import { exchange } from '../testing/raw.ts';
import { type Answer, SAMPLE, startServer, type TestServer } from '../testing/server.ts';
import { Overload, Overloaded } from './overload.ts';
import type { Step } from './step.ts';

const PATH = '/public/v1/accounts/api-tokens';

/** A request that is under way until its body is sent to the end. */
async function holdPlace(server: TestServer, as: 'client' | 'vendor' | 'operations' | 'otherClient') {
  const { hostname, port } = new URL(server.url);
  const socket: Socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  await once(socket, 'connect');
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk) => (text += chunk));
  const body = '{"name": "Slow"}';
  socket.write(
    [
      `POST ${PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${server.credentials[SAMPLE[as]]}`,
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
    ].join('\r\n'),
  );
  await until(() => text.includes('100 Continue'));
  return {
    leave: () => socket.destroy(),
    async end() {
      socket.write(body);
      await until(() => /HTTP\/1\.1 201/.test(text));
    },
  };
}

function expectRefused({ status, headers, body }: Answer) {
  expect([status, body?.code, headers.get('retry-after')]).toEqual([503, 'server.unavailable', '1']);
}

describe('overload', () => {
  it('is 503 with Retry-After for what comes, while what was taken is answered [errors.overload]', async () => {
    const server = await startServer({ requestsAtOnce: 4 });
    const held = await Promise.all(
      (['client', 'vendor', 'operations', 'otherClient'] as const).map((as) => holdPlace(server, as)),
    );
    const read = () => server.call('GET', `${PATH}/${SAMPLE.client}`, { as: 'client' });
    expectRefused(await read());
    expectRefused(await server.call('POST', PATH, { as: 'client', body: { name: 'x' } }));
    expectRefused(await server.call('GET', '/nonsense'));
    expectRefused(await server.call('GET', '/public/v1/openapi.json'));
    for (const path of ['/healthz', '/readyz']) expect((await fetch(server.url + path)).status).toBe(200);
    expect(server.log().match(/requests are refused: overload/g)).toHaveLength(1);
    expect(server.log()).not.toContain('"msg":"failure"');
    for (const one of held) await one.end();
    await expect.poll(async () => (await read()).status).toBe(200);
  });

  it('of an account by itself refuses that account alone [errors.overload]', async () => {
    const server = await startServer({ requestsAtOnce: 8 });
    const held = [await holdPlace(server, 'client'), await holdPlace(server, 'client')];
    expectRefused(await server.call('GET', `${PATH}/${SAMPLE.client}`, { as: 'client' }));
    expect((await server.call('GET', `${PATH}/${SAMPLE.vendor}`, { as: 'vendor' })).status).toBe(200);
    expect((await server.call('GET', PATH)).status).toBe(401);
    for (const one of held) one.leave();
    const read = () => server.call('GET', `${PATH}/${SAMPLE.client}`, { as: 'client' });
    await expect.poll(async () => (await read()).status).toBe(200);
  });

  it('has no place for nobody where a limit of 0 is none', async () => {
    const server = await startServer({ requestsAtOnce: 0 });
    await holdPlace(server, 'client');
    expect((await server.call('GET', `${PATH}/${SAMPLE.client}`, { as: 'client' })).status).toBe(200);
  });
});

describe('an event loop that is late', () => {
  function isRefused(late: { milliseconds: number; connections: number; chance: number }): boolean {
    const { requirePlace } = new Overload({
      requestsAtOnce: 0,
      maxLoopDelay: 500,
      loop: late,
      connections: () => late.connections,
      chance: () => late.chance,
    });
    const response = { locals: {} } as unknown as Parameters<Step>[1];
    try {
      requirePlace({} as Parameters<Step>[0], response);
      return false;
    } catch (error) {
      expect(error).toBeInstanceOf(Overloaded);
      return true;
    }
  }

  it.each([
    ['in time', { milliseconds: 500, connections: 1000, chance: 0 }, false],
    ['late, by chance', { milliseconds: 700, connections: 1000, chance: 0.5 }, false],
    ['late', { milliseconds: 700, connections: 1000, chance: 0.3 }, true],
    ['much too late', { milliseconds: 9000, connections: 1000, chance: 0.89 }, true],
    ['much too late, one in ten', { milliseconds: 9000, connections: 1000, chance: 0.9 }, false],
    ['late on a slow machine, with few connections', { milliseconds: 9000, connections: 64, chance: 0 }, false],
  ])('refuses the more the later it is: %s', (_name, late, expected) => {
    expect(isRefused(late)).toBe(expected);
  });
});

describe('a client that sends slowly', () => {
  it.each([
    ['half a head', 'GET / HTTP/1.1\r\nHost: x\r\n'],
    [
      'a head and half a body',
      `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nAuthorization: Bearer T\r\n\r\n{`,
    ],
  ])('%s is 408, and its connection is closed [errors.parser]', async (_name, bytes) => {
    const server = await startServer({ requestTimeout: 1 });
    const sent = bytes.replace('T\r', `${server.credentials[SAMPLE.client]}\r`);
    const answer = await exchange(server.url, sent);
    expect([answer.status, answer.body.code, answer.headers.get('connection')]).toEqual([
      408,
      'request.timeout',
      'close',
    ]);
    await server.close();
  });
});
