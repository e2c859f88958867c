import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer } from './index.ts';
import { addRows, EXPENSIVE } from './testing/expensive.ts';
import { type ListeningProcess, startProcess } from './testing/process.ts';
import { type Caller, getRaw, TOKENS } from './testing/query.ts';
import { SAMPLE, startServer, temporaryFolder } from './testing/server.ts';
import { type Begun, begin } from './testing/waiting.ts';

const IN_TIME = { timeout: 120_000 };
const PAGE = `${TOKENS}?limit=1`;
/** In an order that no index has: a thread reads it. */
const SORTED = `${PAGE}&order=revision`;

/** A server on a file with rows that make a list take minutes. */
async function fileServer(options: { statementTimeout: number }) {
  const file = join(await temporaryFolder(), 'tokens.db');
  const server = await startServer({ databaseUrl: `sqlite:${file}`, ...options });
  await addRows(server);
  return server;
}

/** The same as a process. */
async function fileProcess(environment: Record<string, string>): Promise<ListeningProcess> {
  const folder = await temporaryFolder();
  const databaseUrl = `sqlite:${join(folder, 'tokens.db')}`;
  const credentialsFile = join(folder, 'credentials.json');
  const server = await createServer({ port: 0, databaseUrl, credentialsFile, logLevel: 'silent' });
  await addRows(server);
  await server.close();
  return startProcess(folder, environment);
}

function isOpen({ status }: Begun): () => boolean {
  let hasEnded = false;
  status.then(() => (hasEnded = true));
  return () => !hasEnded;
}

const statusOf = async (server: ListeningProcess, as: Caller) => begin(server, SORTED, as).status;

describe('a list that takes minutes', () => {
  it('is in nobody’s way, and ends when its caller leaves [rate-limit.turns] [rate-limit.leaving]', async () => {
    const server = await fileServer({ statementTimeout: 0 });
    const slow = begin(server, `${TOKENS}?${EXPENSIVE}`, 'client');
    const isRunning = isOpen(slow);
    for (const as of ['vendor', 'otherClient', 'operations'] as const) {
      for (let n = 0; n < 5; n++) {
        for (const path of [PAGE, SORTED]) expect((await getRaw(server, path, as)).status).toBe(200);
      }
    }
    expect((await server.call('GET', `${TOKENS}/${SAMPLE.client}`, { as: 'client' })).status).toBe(200);
    expect((await server.call('POST', TOKENS, { as: 'client', body: { name: 'x' } })).status).toBe(201);
    expect((await server.call('GET', '/healthz')).status).toBe(200);
    expect((await server.call('GET', '/readyz')).status).toBe(200);
    expect(isRunning()).toBe(true);
    slow.leave();
    expect((await getRaw(server, SORTED, 'client')).status).toBe(200);
    expect(server.log()).not.toContain('"msg":"failure"');
  });

  it('asked for and left a hundred times leaves nothing running [rate-limit.leaving]', async () => {
    const server = await fileServer({ statementTimeout: 0 });
    const warnings: unknown[] = [];
    const note = (warning: unknown) => void warnings.push(warning);
    process.on('warning', note);
    onTestFinished(() => void process.off('warning', note));
    for (let n = 0; n < 100; n++) {
      const slow = begin(server, `${TOKENS}?${EXPENSIVE}`, 'client');
      await new Promise((resolve) => setTimeout(resolve, 10));
      slow.leave();
    }
    expect((await getRaw(server, SORTED, 'vendor')).status).toBe(200);
    expect((await getRaw(server, SORTED, 'client')).status).toBe(200);
    expect(warnings).toEqual([]);
    expect(server.log()).not.toContain('"msg":"failure"');
  });

  it('is 400 after its time, also as a stream, and ends then [rql.budget]', async () => {
    const server = await fileServer({ statementTimeout: 1 });
    for (const headers of [{}, { 'MPT-Streaming': 'true' }]) {
      const { status, body } = await server.call('GET', `${TOKENS}?${EXPENSIVE.replace('limit=0&', '')}`, {
        as: 'client',
        headers,
      });
      expect([status, body.code]).toEqual([400, 'filter.too-expensive']);
      expect((await getRaw(server, SORTED, 'client')).status).toBe(200);
    }
  });

  it('stops no stop: what runs and what waits is ended, and the exit code is 0', async () => {
    const server = await fileProcess({ STATEMENT_TIMEOUT: '0' });
    const asked = (['client', 'client', 'client', 'vendor', 'operations'] as const).map((as) =>
      begin(server, `${TOKENS}?${EXPENSIVE}`, as),
    );
    onTestFinished(() => asked.forEach(({ leave }) => void leave()));
    expect(await statusOf(server, 'otherClient')).toBe(200);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(server.output()).toContain('"msg":"stopped"');
    expect(server.output()).not.toContain('"msg":"failure"');
  });
});

describe('a thread that reads', () => {
  /** Does something in each such thread while the file is there. */
  const whileThere = (file: string, code: string) => ({
    TRIGGER: file,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`
      import { existsSync } from 'node:fs';
      import { isMainThread } from 'node:worker_threads';
      const isThere = () => !isMainThread && existsSync(process.env.TRIGGER);
      ${code}`)}`,
  });

  it.each([
    [
      'ends while it reads',
      'const { load } = Atomics; Atomics.load = (...args) => (isThere() ? process.exit(1) : load(...args));',
    ],
    ['cannot start', 'if (isThere()) throw new Error("no thread today");'],
  ])('and %s: 503, and the next one reads on [errors.unavailable]', async (_name, code) => {
    const trigger = join(await temporaryFolder(), 'trigger');
    const server = await startProcess(await temporaryFolder(), whileThere(trigger, code));
    await writeFile(trigger, '');
    for (let n = 0; n < 3; n++) {
      const answer = await fetch(server.url + SORTED, {
        headers: { Authorization: `Bearer ${server.credentials[SAMPLE.client]}` },
      });
      const problem = JSON.parse(await answer.text());
      expect([answer.status, problem.code]).toEqual([503, 'server.unavailable']);
      expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
    }
    await expect.poll(server.output, IN_TIME).toMatch(/A thread that reads the database .* has ended/);
    await rm(trigger);
    expect(existsSync(trigger)).toBe(false);
    expect(await statusOf(server, 'client')).toBe(200);
    await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status, IN_TIME).toBe(200);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });
});
