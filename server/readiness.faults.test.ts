import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ListeningProcess, startProcess } from './testing/process.ts';
import { SAMPLE, temporaryFolder } from './testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
/** Room for a busy machine: what is waited for comes within a second. */
const PATIENCE = { timeout: 60_000 };

async function running() {
  const folder = await temporaryFolder();
  const server = await startProcess(folder);
  const file = join(folder, 'tokens.db');
  return { folder, file, server, ready: () => statusOf(server, '/readyz') };
}

async function statusOf({ url }: ListeningProcess, path: string): Promise<number> {
  return (await fetch(url + path)).status;
}

function create({ url, credentials }: ListeningProcess): Promise<Response> {
  return fetch(url + PATH, {
    method: 'POST',
    headers: { Authorization: `Bearer ${credentials[SAMPLE.client]}`, 'Content-Type': 'application/json' },
    body: '{"name": "x"}',
  });
}

function read({ url, credentials }: ListeningProcess): Promise<Response> {
  const headers = { Authorization: `Bearer ${credentials[SAMPLE.client]}` };
  return fetch(`${url}${PATH}/${SAMPLE.client}`, { headers });
}

/** A problem that says nothing of files, and when to come again. */
async function expectUnavailable(response: Response, file: string): Promise<void> {
  const text = await response.text();
  expect([response.status, text]).toEqual([503, expect.stringContaining('"title":"Service Unavailable"')]);
  expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0);
  expect(text).not.toContain(file);
  expect(text).not.toMatch(/sqlite|disk/i);
}

/** What the log tells the operator of the database, once for each time that it fails and once when it works again. */
function told(server: ListeningProcess): string[] {
  const lines = server.output().split('\n').slice(0, -1);
  return lines
    .filter((line) => line.startsWith('{'))
    .flatMap((line) => {
      const { msg, err } = JSON.parse(line);
      return /^the database can/.test(msg) ? [err?.message ?? msg] : [];
    });
}

/** The log is written a moment after the answer. */
async function expectTold(server: ListeningProcess, expected: unknown[]): Promise<void> {
  await expect.poll(() => told(server), PATIENCE).toEqual(expected);
}

const AGAIN = 'the database can be used again';

describe.skipIf(process.platform === 'win32')('a database file that is gone while the server runs', () => {
  it('is told, makes the server not ready, and is never written to; when it is back all is well', async () => {
    const { file, server, ready } = await running();
    expect(await ready()).toBe(200);
    await rename(file, `${file}.moved`);
    const before = await stat(`${file}-wal`);
    expect(await ready()).toBe(503);
    await expectUnavailable(await create(server), file);
    await expectUnavailable(await read(server), file);
    expect(existsSync(file)).toBe(false);
    expect((await stat(`${file}-wal`)).size).toBe(before.size);
    expect(await statusOf(server, '/healthz')).toBe(200);
    await expectTold(server, [expect.stringMatching(/tokens\.db cannot be used: its file is gone or was replaced/)]);

    await rename(`${file}.moved`, file);
    await expect.poll(ready, PATIENCE).toBe(200);
    expect((await create(server)).status).toBe(201);
    await expectTold(server, [expect.stringContaining('gone'), AGAIN]);
  });

  it('or another file: neither of them is written to', async () => {
    const { file, server, ready } = await running();
    await copyFile(file, `${file}.other`);
    await rename(file, `${file}.first`);
    await rename(`${file}.other`, file);
    const { mtimeMs } = await stat(file);
    expect(await ready()).toBe(503);
    await expectUnavailable(await create(server), file);
    expect((await stat(file)).mtimeMs).toBe(mtimeMs);
    await expectTold(server, [expect.stringContaining('gone')]);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });

  it.each(['-wal', '-shm'])('or its %s', async (suffix) => {
    const { file, server, ready } = await running();
    expect((await create(server)).status).toBe(201);
    await rename(file + suffix, `${file}.moved`);
    expect(await ready()).toBe(503);
    await expectUnavailable(await create(server), file);
    await rename(`${file}.moved`, file + suffix);
    await expect.poll(ready, PATIENCE).toBe(200);
    expect((await create(server)).status).toBe(201);
  });

  it('or its folder', async () => {
    const { folder, file, server, ready } = await running();
    await rm(folder, { recursive: true });
    expect(await ready()).toBe(503);
    await expectUnavailable(await create(server), file);
    await mkdir(folder);
    expect(await ready()).toBe(503);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a database file that is damaged while the server runs', () => {
  it.each([
    ['in its middle', async (file: string) => overwrite(file, 4096 * 2)],
    ['from its beginning', async (file: string) => overwrite(file, 0)],
  ])('%s: the server is not ready, says so once, and stays so until it is started anew', async (_where, damage) => {
    const { file, server, ready } = await running();
    expect(await ready()).toBe(200);
    await damage(file);
    await expect.poll(ready, PATIENCE).toBe(503);
    await expectTold(server, [expect.stringMatching(/tokens\.db cannot be used: it is damaged/)]);
    expect(await ready()).toBe(503);
    expect(told(server)).toHaveLength(1);
    expect(await statusOf(server, '/healthz')).toBe(200);
  });
});

describe.skipIf(process.platform === 'win32')('a database file that becomes read-only while the server runs', () => {
  it('makes the server not ready; it reads on, and writes nothing', async () => {
    const { file, server, ready } = await running();
    await chmod(file, 0o444);
    expect(await ready()).toBe(503);
    await expectUnavailable(await create(server), file);
    expect((await read(server)).status).toBe(200);
    await chmod(file, 0o600);
    await expect.poll(ready, PATIENCE).toBe(200);
    expect((await create(server)).status).toBe(201);
    await expectTold(server, [expect.stringContaining('read-only'), AGAIN]);
  });
});

/** Random bytes over everything from a place on. */
async function overwrite(file: string, from: number): Promise<void> {
  const { size } = await stat(file);
  expect(size).toBeGreaterThan(from + 4096);
  const handle = await open(file, 'r+');
  await handle.write(randomBytes(size - from), 0, size - from, from);
  await handle.close();
}
