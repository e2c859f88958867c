import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, stat, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../config.ts';
import { freePort } from '../testing/postgres/server.ts';
import { until } from '../testing/process.ts';
import { temporaryFolder } from '../testing/server.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const HERE = join(ROOT, 'server/operations');

const run = promisify(execFile);
const text = (name: string) => readFile(join(HERE, name), 'utf8');

interface Service {
  build?: { context: string; dockerfile: string };
  image?: string;
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  depends_on?: string[] | Record<string, object>;
  healthcheck?: { test: string[] };
  stop_grace_period?: string;
}

const KEY = `a:${Buffer.alloc(32).toString('base64')}`;
/** As compose puts them in: each of these has to be given. */
const GIVEN: Record<string, string> = { POSTGRES_PASSWORD: 'secret', TOKEN_KEYS: KEY };

async function services(): Promise<Record<string, Service>> {
  const filled = (await text('compose.yaml')).replaceAll(/\$\{(\w+):\?\}/g, (_all, name) => GIVEN[name] ?? '');
  expect(filled).not.toMatch(/\$\{|undefined/);
  return parse(filled, { merge: true }).services;
}

/** An instruction of the container file, each time that it is there. */
async function instructions(name: string): Promise<string[]> {
  const found = [...(await text('Containerfile')).matchAll(new RegExp(`^${name} (.*)$`, 'gm'))];
  return found.map(([, rest = '']) => rest);
}

async function environment(): Promise<Record<string, string>> {
  const pairs = (await instructions('ENV')).flatMap((line) => line.split(' '));
  return Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]));
}

describe('the container file', () => {
  it('starts a server with what it copies, which is well by its own check and stops', async () => {
    const folder = await temporaryFolder();
    for (const line of await instructions('COPY')) {
      const parts = line.split(' ').slice(0, -1);
      for (const part of parts) await cp(join(ROOT, part), join(folder, part), { recursive: true });
    }
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const [command = '', ...words]: string[] = JSON.parse((await instructions('CMD'))[0] ?? '[]');
    expect(command).toBe('node');
    const port = String(await freePort());
    const child = spawn(process.execPath, words, {
      cwd: folder,
      env: {
        ...(await environment()),
        PORT: port,
        METRICS_PORT: '0',
        HOST: '127.0.0.1',
        METRICS_HOST: '127.0.0.1',
        DATABASE_URL: `sqlite:${join(folder, 'tokens.db')}`,
      },
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    await until(() => /API tokens are served/.test(output) || child.exitCode !== null);
    const check = /^CMD node -e "(.*)"$/.exec((await instructions('HEALTHCHECK'))[0] ?? '')?.[1] ?? '';
    await run(process.execPath, ['-e', check.replace('8080', port)]);
    child.kill('SIGTERM');
    expect(await once(child, 'exit'), output).toEqual([0, null]);
  });

  it('serves as npm start does, on the ports that it names', async () => {
    const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    const [, ...words]: string[] = JSON.parse((await instructions('CMD'))[0] ?? '[]');
    expect(scripts.start.split(' ')).toEqual(expect.arrayContaining(words));
    const variables = await environment();
    const { port, host, metricsPort } = readConfig(variables);
    expect([port, host, metricsPort]).toEqual([8080, '0.0.0.0', 9464]);
    expect(await instructions('EXPOSE')).toEqual([String(port)]);
    expect((await instructions('HEALTHCHECK'))[0]).toContain(`http://127.0.0.1:${port}/readyz`);
    expect(await instructions('VOLUME')).toEqual(['/data']);
    expect(variables.DATABASE_URL).toMatch(/^sqlite:\/data\//);
  });
});

describe('the compose file', () => {
  it('has servers with a configuration that is right, and the same keys', async () => {
    const all = await services();
    const servers = Object.values(all).filter(({ build }) => build);
    expect(servers).toHaveLength(2);
    for (const { build, environment: given = {}, depends_on, stop_grace_period } of servers) {
      expect(relative(join(HERE, build?.context ?? ''), ROOT)).toBe('');
      expect((await stat(join(ROOT, build?.dockerfile ?? ''))).isFile()).toBe(true);
      const config = readConfig({ ...(await environment()), ...given });
      for (const name of Object.keys(given))
        expect(await readFile(join(ROOT, 'README.md'), 'utf8')).toContain(`\`${name}\``);
      const { hostname, username, password, pathname } = new URL(config.databaseUrl);
      const database = all[hostname];
      expect(database?.environment).toMatchObject({ POSTGRES_USER: username, POSTGRES_PASSWORD: password });
      expect(`/${database?.environment?.POSTGRES_DB}`).toBe(pathname);
      expect(database?.environment?.POSTGRES_INITDB_ARGS).toContain('--encoding=UTF8');
      expect(database?.healthcheck?.test).toEqual(['CMD', 'pg_isready', '-U', username]);
      expect(depends_on).toEqual({ [hostname]: { condition: 'service_healthy' } });
      expect(config.tokenKeys?.map(({ id }) => id)).toEqual(['a']);
      expect(config.trustedProxies).toBe(1);
      // A stop takes ten seconds at most.
      expect(Number.parseInt(stop_grace_period ?? '', 10)).toBeGreaterThan(10);
    }
  });

  it('has a balancer that leads to these servers, and asks what they answer', async () => {
    const all = await services();
    const names = Object.keys(all).filter((name) => all[name]?.build);
    const haproxy = await text('haproxy.cfg');
    const backends = [...haproxy.matchAll(/^\s*server (\S+) (\S+):(\d+)$/gm)].map(([, , host, port]) => [host, port]);
    expect(backends).toEqual(names.map((name) => [name, readConfig({}).port.toString()]));
    expect(haproxy).toContain('option httpchk GET /readyz');
    const { volumes = [], ports = [], depends_on } = all.balancer ?? {};
    expect(depends_on).toEqual(names);
    const [, bound] = /^\s*bind :(\d+)$/m.exec(haproxy) ?? [];
    expect(ports.map((port) => port.split(':').at(-1))).toEqual([bound]);
    expect(volumes).toEqual(['./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro']);
    const runbook = await text('runbook.md');
    for (const name of ['Containerfile', 'compose.yaml']) expect(runbook).toContain(`(${name})`);
  });
});
