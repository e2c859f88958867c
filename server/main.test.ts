import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { spawnServer, startProcess, until } from './testing/process.ts';
import { SAMPLE, temporaryFolder } from './testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';

describe('the start', () => {
  it('logs the address bound, and prints a curl line that creates a token from any folder, without a credential', async () => {
    const folder = join(await temporaryFolder(), "a folder's name");
    await mkdir(folder);
    const server = await startProcess(folder);
    const entry = JSON.parse(server.output().split('\n')[0] ?? '');
    expect(entry).toMatchObject({ level: 'info', msg: 'listening', url: server.url });
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    expect(server.output()).toContain(join(folder, 'credentials.json'));
    for (const credential of Object.values(server.credentials)) {
      expect(server.output()).not.toContain(credential.split(':')[2]);
    }
    const command = /^curl .*?\n\n/ms.exec(`${server.output()}\n\n`)?.[0] ?? 'false';
    const env = { PATH: process.env.PATH };
    const { stdout } = await promisify(execFile)('bash', ['-c', command], { cwd: '/', env });
    expect(stdout).toMatch(/^HTTP\/1\.1 201 Created\r\n/);
    expect(stdout).toMatch(/\r\nLocation: \/public\/v1\/accounts\/api-tokens\/TKN-/);
  });

  it('keeps every file for the owner alone, in a folder of the owner alone; a folder that is there keeps its rights', async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o755);
    const own = join(folder, 'data');
    const environment = {
      DATABASE_URL: `sqlite:${join(own, 'tokens.db')}`,
      CREDENTIALS_FILE: join(folder, 'credentials.json'),
    };
    await startProcess(folder, environment);
    const modeOf = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);
    expect((await readdir(own)).sort()).toEqual(['tokens.db', 'tokens.db-shm', 'tokens.db-wal', 'tokens.db.keys']);
    for (const name of await readdir(own)) expect([name, await modeOf(join(own, name))]).toEqual([name, '600']);
    expect(await modeOf(environment.CREDENTIALS_FILE)).toBe('600');
    expect([await modeOf(own), await modeOf(folder)]).toEqual(['700', '755']);
  });

  it('does not load what only `fetch` is made of', async () => {
    const tellsWhoAsks = `
      const http = process.getBuiltinModule('node:http');
      const { WebSocket } = http;
      Object.defineProperty(http, 'WebSocket', { get: () => (console.error('undici is loaded'), WebSocket) });`;
    const server = await startProcess(await temporaryFolder(), {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tellsWhoAsks)}`,
    });
    expect(server.output()).not.toContain('undici is loaded');
  });

  it('names every variable that is wrong, and exits with 1', async () => {
    const server = spawnServer(await temporaryFolder(), { PORT: 'abc', LOG_LEVEL: 'x' });
    expect(await server.ended).toBe(1);
    expect(server.output().trim().split('\n')).toEqual([
      'The configuration is not valid:',
      expect.stringMatching(/^ {2}PORT must be/),
      expect.stringMatching(/^ {2}LOG_LEVEL must be one of fatal, /),
    ]);
  });

  it('says in one sentence that a port is in use, and exits with 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const address = other.address();
    const port = String(typeof address === 'object' ? address?.port : '');
    const server = spawnServer(await temporaryFolder(), { PORT: port });
    expect(await server.ended).toBe(1);
    expect(server.output().trim()).toBe(
      `Cannot listen on port ${port} of 127.0.0.1: it is in use. Set PORT to another one (0 is any free port).`,
    );
  });

  it.each([
    [
      { SEED_FILE: '/nonexistent.json' },
      /^The seed file \/nonexistent.json is not valid:\n {2}cannot be read \(ENOENT\)$/,
    ],
    [{ HOST: '203.0.113.1' }, /^Cannot listen on port 0 of 203.0.113.1: this machine does not have that address/],
    [{ DATABASE_URL: 'sqlite:/dev/null/tokens.db' }, /\/dev\/null/],
    [{ DATABASE_URL: 'sqlite:/dev/null' }, /\/dev\/null/],
    [{ DATABASE_URL: `sqlite:${import.meta.filename}` }, /main\.test\.ts/],
    [{ CREDENTIALS_FILE: '/dev/null/x' }, /\/dev\/null/],
  ])('exits with 1 and no stack trace for %j', async (environment, message) => {
    const server = spawnServer(await temporaryFolder(), environment);
    expect(await server.ended).toBe(1);
    expect(server.output().trim()).toMatch(message);
    expect(server.output()).not.toMatch(/^\s+at /m);
  });
});

describe('the stop', () => {
  it('finishes what runs, refuses what comes, and exits with 0', async () => {
    const server = await startProcess(await temporaryFolder());
    const { hostname, port } = new URL(server.url);
    const body = '{"name": "Slow"}';
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk) => (answer += chunk));
    const head = [
      `POST ${PATH} HTTP/1.1`,
      'Host: x',
      `Authorization: Bearer ${server.credentials[SAMPLE.client]}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      'Expect: 100-continue',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    await until(() => answer.startsWith('HTTP/1.1 100'));
    socket.write(body.slice(0, 5));
    const idle = connect(Number(port), hostname);
    idle.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(idle, 'data');

    server.child.kill('SIGTERM');
    await once(idle.resume(), 'close');
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    socket.write(body.slice(5));
    await until(() => /"name":"Slow".*}$/s.test(answer));
    expect(answer).toContain('HTTP/1.1 201 Created');
    expect(await server.ended).toBe(0);
    expect(server.output()).toContain('"msg":"stopped"');
    expect(server.output()).toContain('"status":201');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('exits with 0 on %s where nothing runs', async (signal) => {
    const server = await startProcess(await temporaryFolder());
    server.child.kill(signal);
    expect(await server.ended).toBe(0);
  });
});
