import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startProcess } from './testing/process.ts';
import { SAMPLE, temporaryFolder } from './testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const DESCRIPTORS = 140;
/** More than there are descriptors for. */
const CONNECTIONS = 300;

/** A connection that stays, whether the server keeps it or closes it at once. */
async function opened(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
  return socket;
}

/** Asks on a connection that is open, and answers with the status. */
async function statusOn(socket: Socket, head: string, body = ''): Promise<string | undefined> {
  socket.write(`${head}\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  const [answer] = await once(socket, 'data');
  return String(answer).split(' ')[1];
}

// How many descriptors there are is read as Linux tells it.
describe.skipIf(process.platform !== 'linux')('descriptors that are used up by connections', () => {
  it('keep nobody who is connected from reading and writing, and all is well once they are free', async () => {
    const server = await startProcess(await temporaryFolder(), {}, DESCRIPTORS);
    const bearer = `Authorization: Bearer ${server.credentials[SAMPLE.client]}`;
    const create = `POST ${PATH} HTTP/1.1\r\n${bearer}\r\nContent-Type: application/json`;
    const list = `GET ${PATH}?ilike(name,*x*)&order=description HTTP/1.1\r\n${bearer}`;
    const first = await opened(server.url);
    const crowd = await Promise.all(Array.from({ length: CONNECTIONS }, () => opened(server.url)));
    await expect.poll(() => crowd.filter(({ closed }) => closed).length).toBeGreaterThan(CONNECTIONS - DESCRIPTORS);

    // The thread that writes and those that read open the database only now.
    expect(await statusOn(first, create, '{"name": "x"}')).toBe('201');
    expect(await statusOn(first, list)).toBe('200');
    expect(await statusOn(first, 'GET /readyz HTTP/1.1')).toBe('200');

    for (const socket of crowd) socket.destroy();
    await expect.poll(async () => (await fetch(`${server.url}/healthz`).catch(() => undefined))?.status).toBe(200);
    expect(server.output()).not.toContain('"level":"error"');
    first.destroy();
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });
});
