import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { until } from '../testing/process.ts';
import { sampleSeed, seedFile } from '../testing/seeds.ts';
import { SAMPLE, startServer, type TestServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const LIST = `${PATH}?select=-*,%2Bdescription`;
const READERS = 40;
/** More than the kernel takes of what is on its way to a reader. */
const PAGES = 8;

async function open(url: string, options: { allowHalfOpen?: boolean } = {}): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, ...options });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Everything a socket gets, as text, in pieces as it comes. */
function received(socket: Socket): () => string {
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk) => (text += chunk));
  return () => text;
}

/** The head of a create and the first byte of its body, once the server has asked for the rest. */
async function beginCreate(server: Pick<TestServer, 'url' | 'credentials'>) {
  const socket = await open(server.url);
  const text = received(socket);
  const body = '{"name": "Slow"}';
  socket.write(
    [
      `POST ${PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${server.credentials[SAMPLE.client]}`,
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
    ].join('\r\n'),
  );
  await until(() => text().startsWith('HTTP/1.1 100'));
  socket.write(body.slice(0, 1));
  return { socket, text, end: () => socket.write(body.slice(1)) };
}

/** The lines of the access log. */
function requests(log: string) {
  const lines = log.split('\n').filter((line) => line.includes('"msg":"request"'));
  return lines.map((line): Record<string, unknown> => JSON.parse(line));
}

describe('the stop', () => {
  it.each([
    ['that never sent a byte', ''],
    ['with half a head', 'GET /healthz HTTP/1.1\r\nHos'],
    ['that is kept for more requests', 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('does not wait for a connection %s, while it waits for what is under way', async (_name, bytes) => {
    const server = await startServer();
    const silent = await open(server.url);
    const text = received(silent);
    silent.write(bytes);
    if (/\r\n\r\n$/.test(bytes)) await until(() => text().startsWith('HTTP/1.1 '));
    const slow = await beginCreate(server);
    const closed = server.close();
    await once(silent, 'close');
    slow.end();
    await until(() => /"name":"Slow".*}$/s.test(slow.text()));
    expect(slow.text()).toMatch(/\r\nConnection: close\r\n/);
    await closed;
  });

  it.each(['CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n', 'nonsense\r\n\r\n'])(
    'does not wait for a client that was refused and does not leave: %j',
    async (bytes) => {
      const server = await startServer();
      const socket = await open(server.url, { allowHalfOpen: true });
      const text = received(socket);
      socket.write(bytes);
      await until(() => text().startsWith('HTTP/1.1 4'));
      await expect(server.close()).resolves.toBeUndefined();
      socket.destroy();
    },
  );
});

describe('the access log', () => {
  it('has no status for a request that was aborted before its answer', async () => {
    const server = await startServer();
    const { socket } = await beginCreate(server);
    socket.resetAndDestroy();
    await until(() => requests(server.log()).length > 0);
    const [line] = requests(server.log());
    expect(line).toMatchObject({ aborted: true, method: 'POST', path: PATH, tokenId: SAMPLE.client });
    expect(line).not.toHaveProperty('status');
  });
});

describe('who asks and leaves at once', () => {
  const head = (method: string, credential = '') =>
    `${method} ${PATH}?left HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${credential}\r\n`;

  it.each(['GET', 'HEAD'])(
    'is not there for the answer, so that nothing is done for it: %s [rate-limit.leaving]',
    async (method) => {
      const server = await startServer();
      for (let n = 0; n < 20; n++) {
        const socket = await open(server.url);
        socket.write(`${head(method)}\r\n`);
        socket.destroy();
        await once(socket, 'close');
      }
      expect((await server.call('GET', PATH, { as: 'client' })).status).toBe(200);
      expect(requests(server.log())).toHaveLength(1);
    },
  );

  it('has changed what it asked to change', async () => {
    const server = await startServer();
    const socket = await open(server.url);
    const body = '{"name": "Left"}';
    const headers = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
    socket.write(`${head('POST', server.credentials[SAMPLE.client])}${headers}\r\n${body}`);
    socket.destroy();
    await once(socket, 'close');
    const found = () => server.call('GET', `${PATH}?name=Left&limit=0`, { as: 'client' });
    await expect.poll(async () => (await found()).body.$meta.pagination.total).toBe(1);
  });
});

describe('the requests of one connection', () => {
  it('are answered one after the other, in their order', async () => {
    const server = await startServer();
    const socket = await open(server.url);
    const text = received(socket);
    const ids = [SAMPLE.client, 'TKN-0000-0000', SAMPLE.client];
    const authorization = `Authorization: Bearer ${server.credentials[SAMPLE.client]}`;
    const heads = ids.map((id) => `GET ${PATH}/${id} HTTP/1.1\r\nHost: x\r\n${authorization}\r\n\r\n`);
    socket.write(
      `${heads.join('')}DELETE ${PATH} HTTP/1.1\r\nHost: x\r\n${authorization}\r\nConnection: close\r\n\r\n`,
    );
    await once(socket, 'close');
    expect(text().match(/HTTP\/1\.1 \d+/g)).toEqual(['200', '404', '200', '405'].map((status) => `HTTP/1.1 ${status}`));
  });
});

/** A seed with a page of the longest descriptions there may be. */
async function largestPage(): Promise<string> {
  const seed = sampleSeed();
  for (let number = 0; number < 100; number += 1) {
    const id = `TKN-9000-${String(number).padStart(4, '0')}`;
    seed.tokens.push({ id, account: 'ACC-3803-7263', modules: ['MOD-1756'], name: id, description: '語'.repeat(2000) });
  }
  return seedFile(seed);
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** The memory of this process that something refers to. */
function bytesInUse(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe('readers that never read', () => {
  it('are cut off after the time limit, take less than 100 MB, and hold up nobody else', async () => {
    const server = await startServer({ responseTimeout: 1, seedFile: await largestPage() });
    const authorization = `Bearer ${server.credentials[SAMPLE.client]}`;
    const read = () => fetch(server.url + LIST, { headers: { authorization } }).then((answer) => answer.bytes());
    const page = (await read()).length;
    expect(page).toBeGreaterThan(500_000);
    const readers = await Promise.all(Array.from({ length: READERS }, () => open(server.url)));
    const before = bytesInUse();
    const get = `GET ${LIST} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n\r\n`;
    for (const reader of readers) reader.pause().write(get.repeat(PAGES));
    const aborted = () => requests(server.log()).filter((line) => line.aborted);
    let highest = before;
    while (aborted().length < READERS) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      highest = Math.max(highest, bytesInUse());
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    }
    expect(highest - before).toBeLessThan(100_000_000);
    expect(aborted().map(({ status }) => status)).toEqual(Array(READERS).fill(200));
    for (const reader of readers) {
      let whole = 0;
      reader.on('data', (bytes) => (whole += bytes.length));
      await once(reader.resume(), 'close');
      expect(whole).toBeLessThan(PAGES * page);
    }
  });

  it('are those only: who takes his time to send, or to be answered, is not cut off', async () => {
    const server = await startServer({ responseTimeout: 1 });
    const slow = await beginCreate(server);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    slow.end();
    await until(() => /"name":"Slow".*}$/s.test(slow.text()));
    expect(slow.text()).toContain('HTTP/1.1 201 Created');
  });
});
