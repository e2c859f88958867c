import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ListeningProcess, startProcess } from '../testing/process.ts';
import { SAMPLE, temporaryFolder } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const IN_TIME = { timeout: 120_000 };

function clientOf({ url, credentials }: ListeningProcess) {
  const headers = { Authorization: `Bearer ${credentials[SAMPLE.client]}`, 'Content-Type': 'application/json' };
  return {
    create: (name: string) => fetch(url + PATH, { method: 'POST', headers, body: JSON.stringify({ name }) }),
    read: async (path: string) => (await fetch(url + path, { headers })).status,
    async names() {
      const answer = await fetch(`${url}${PATH}?select=-*,%2Bname`, { headers });
      return (await answer.json()).data.map(({ name }: { name: string }) => name);
    },
  };
}

/** Asks for a token over a connection of its own. */
function beginCreate({ url, credentials }: ListeningProcess, name: string) {
  const sent = request(url + PATH, {
    method: 'POST',
    agent: false,
    headers: {
      Authorization: `Bearer ${credentials[SAMPLE.client]}`,
      'Content-Type': 'application/json',
      Expect: '100-continue',
    },
  });
  const status = new Promise<number | undefined>((resolve, reject) => {
    sent.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
  });
  const hasBegun = once(sent, 'continue').then(() => void sent.end(JSON.stringify({ name })));
  sent.flushHeaders();
  return { hasBegun, status };
}

/** Does something in the thread that writes, while a file is there. */
const whileThere = (trigger: string, code: string) => ({
  TRIGGER: trigger,
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`
    import { existsSync } from 'node:fs';
    import { StatementSync } from 'node:sqlite';
    import { isMainThread, workerData } from 'node:worker_threads';
    const isThere = () => !isMainThread && workerData.keys && existsSync(process.env.TRIGGER);
    const { run } = StatementSync.prototype;
    const at = (text, work) => {
      StatementSync.prototype.run = function (...values) {
        if (this.sourceSQL === text && isThere()) work();
        return run.apply(this, values);
      };
    };
    ${code}`)}`,
});

describe('a thread that writes', () => {
  it.each([
    ['ends before a commit', 'at("commit", () => process.exit(1));'],
    ['fails where nothing catches it', 'at("commit", () => setImmediate(() => { throw new Error("unexpected"); }));'],
    ['runs out of memory', 'at("commit", () => { for (const all = []; ; ) all.push(new Array(1e4).fill(0)); });'],
    ['cannot start', 'if (isThere()) throw new Error("no thread today");'],
  ])(
    'and %s: what was under way is 500, or 503 where nothing had begun, everything else goes on, and the next one writes on [errors.unavailable]',
    async (_name, code) => {
      const trigger = join(await temporaryFolder(), 'trigger');
      const server = await startProcess(await temporaryFolder(), whileThere(trigger, code));
      const { create, read, names } = clientOf(server);
      const isFresh = code.startsWith('if');
      if (!isFresh) expect((await create('before')).status).toBe(201);
      await writeFile(trigger, '');
      const answered = await Promise.all(Array.from({ length: 5 }, (_, n) => create(`meanwhile ${n}`)));
      for (const answer of answered) {
        expect(isFresh ? [201, 503] : [201, 500, 503]).toContain(answer.status);
        if (answer.status === 503) expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
      }
      expect(answered.some(({ status }) => status >= 500)).toBe(true);
      expect(await Promise.all(['/healthz', PATH, `${PATH}/${SAMPLE.client}`].map(read))).toEqual([200, 200, 200]);
      await expect.poll(server.output, IN_TIME).toMatch(/The thread that writes the database .* has ended/);
      await rm(trigger);
      expect((await create('after')).status).toBe(201);
      await expect.poll(() => read('/readyz'), IN_TIME).toBe(200);
      const there = await names();
      for (const name of [...(isFresh ? [] : ['before']), 'after']) expect(there).toContain(name);
      for (const [n, { status }] of answered.entries()) if (status === 201) expect(there).toContain(`meanwhile ${n}`);
      server.child.kill('SIGTERM');
      expect(await server.ended).toBe(0);
    },
  );

  it('finishes at the stop what waits for a lock', async () => {
    const folder = await temporaryFolder();
    const server = await startProcess(folder);
    const holder = new DatabaseSync(join(folder, 'tokens.db'));
    onTestFinished(() => holder.close());
    holder.exec('BEGIN IMMEDIATE');
    const creating = Array.from({ length: 5 }, (_, n) => beginCreate(server, `at the stop ${n}`));
    await Promise.all(creating.map(({ hasBegun }) => hasBegun));
    server.child.kill('SIGTERM');
    await expect.poll(() => fetch(`${server.url}/healthz`).catch(() => 'refused'), IN_TIME).toBe('refused');
    holder.exec('ROLLBACK');
    expect(await Promise.all(creating.map(({ status }) => status))).toEqual([201, 201, 201, 201, 201]);
    expect(await server.ended).toBe(0);
    const count = holder.prepare("select count(*) as count from tokens where name like 'at the stop %'").get();
    expect(count).toEqual({ count: 5 });
  });
});
