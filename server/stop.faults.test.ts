import { spawn as spawnProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { residentBytes, type ServerProcess, spawnServer, startProcess, until } from './testing/process.ts';
import { temporaryFolder } from './testing/server.ts';

const ANSWER = 'HTTP/1.1 ';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

async function isServing(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
  return answer?.status === 200;
}

/** A process that serves, though what it says is not heard. */
async function serveUnheard(stdout: number | 'unread', environment: Record<string, string> = {}) {
  const port = await freePort();
  const server = spawnServer(await temporaryFolder(), { PORT: String(port), ...environment }, stdout);
  let hasEnded = false;
  server.ended.then(() => (hasEnded = true));
  while (!(await isServing(port))) {
    await delay(20);
    if (hasEnded) throw new Error(`It ended with ${await server.ended}: ${server.output()}`);
  }
  return { ...server, port };
}

/** Asks so many times over one connection, and waits for the answers. */
async function ask(port: number, times: number, path = '/healthz'): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  let [answers, rest] = [0, ''];
  socket.setEncoding('latin1').on('data', (chunk) => {
    const parts = (rest + chunk).split(ANSWER);
    answers += parts.length - 1;
    rest = parts.at(-1)?.slice(-ANSWER.length) ?? '';
  });
  for (let asked = 100; asked <= times; asked += 100) {
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(100));
    await until(() => answers === asked);
  }
  socket.destroy();
}

/** The lines that came through a pipe, from now on. */
function linesOf({ child }: ServerProcess): () => string[] {
  const lines = [''];
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    const [rest = '', ...more] = chunk.split('\n');
    lines.push((lines.pop() ?? '') + rest, ...more);
  });
  return () => lines.slice(0, -1);
}

describe('a log that cannot be written', () => {
  it('on a full disk: the server serves, and stops with 0', async () => {
    const full = await open('/dev/full', 'w');
    onTestFinished(() => full.close());
    const server = await serveUnheard(full.fd);
    await ask(server.port, 1000);
    expect(await isServing(server.port)).toBe(true);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });

  it('in a pipe that nobody reads: it serves, takes no more memory than its backlog, tells what it dropped, and stops with 0', async () => {
    const server = await serveUnheard('unread');
    await ask(server.port, 10_000);
    // 200 MB of lines, after which the heap is as large as it gets; and as many again.
    await ask(server.port, 10_000, '/a'.repeat(10_000));
    const before = await residentBytes(server.child);
    await ask(server.port, 10_000, '/a'.repeat(10_000));
    expect((await residentBytes(server.child)) - before).toBeLessThan(50_000_000);
    expect(await isServing(server.port)).toBe(true);

    const lines = linesOf(server);
    await until(() => lines().some((line) => line.includes(' log lines dropped')));
    const entries = lines().flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
    const dropped = entries.reduce((sum, entry) => sum + (entry.dropped ?? 0), 0);
    expect(dropped).toBeGreaterThan(0);
    const logged = entries.filter(({ msg }) => msg === 'request').length;
    expect(logged + dropped).toBeGreaterThanOrEqual(30_000);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    await until(() => lines().at(-1)?.includes('"msg":"stopped"') ?? false);
  });

  it('in a pipe that nobody ever reads: it stops with 0', async () => {
    const server = await serveUnheard('unread');
    await ask(server.port, 2_000);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });

  it('in a pipe whose reader is gone: it serves, and stops with 0', async () => {
    const server = await startProcess(await temporaryFolder());
    server.child.stdout?.destroy();
    const port = Number(new URL(server.url).port);
    await ask(port, 1000);
    expect(await isServing(port)).toBe(true);
    server.child.kill('SIGTERM');
    expect((await once(server.child, 'exit'))[0]).toBe(0);
  });

  it('after an unexpected error: it ends with 1', async () => {
    const failing = 'process.once("SIGUSR2", () => { throw new Error("unexpected"); })';
    const server = await serveUnheard('unread', {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(failing)}`,
    });
    await ask(server.port, 2_000);
    server.child.kill('SIGUSR2');
    expect(await server.ended).toBe(1);
  });
});

describe('a log that can be written', () => {
  it('loses nothing at the stop', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'log');
    const file = await open(path, 'w');
    onTestFinished(() => file.close());
    const server = await serveUnheard(file.fd);
    await ask(server.port, 5_000);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(lines.filter((line) => line.includes('"path":"/healthz"')).length).toBeGreaterThanOrEqual(5_000);
    expect(lines.at(-1)).toContain('"msg":"stopped"');
  });
});

describe('a stop that hangs', () => {
  it.each([
    ['in the main thread', 'process.on("SIGTERM", () => process.nextTick(() => { for (;;); }))'],
    [
      'in a thread that the exit waits for',
      'import { open } from "node:fs"; import { isMainThread } from "node:worker_threads"; if (isMainThread) open(process.env.FIFO, "r", () => {})',
    ],
  ])('%s is ended by a kill', async (_name, code) => {
    const folder = await temporaryFolder();
    const fifo = join(folder, 'fifo');
    await once(spawnProcess('mkfifo', [fifo]), 'exit');
    const environment = { FIFO: fifo, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
    const server = await startProcess(folder, environment);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe('SIGKILL');
  });
});
