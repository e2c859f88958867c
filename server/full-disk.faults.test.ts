import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { spawnServer, startProcess } from './testing/process.ts';
import { sampleSeed } from './testing/seeds.ts';
import { SAMPLE } from './testing/server.ts';
import { canMount, fill, smallDisk } from './testing/small-disk.ts';

/** Room for a busy machine. */
const PATIENCE = { timeout: 60_000 };
const PATH = '/public/v1/accounts/api-tokens';

/** What SQLite finds when it reads the whole file. */
function integrityOf(file: string): unknown[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const found = database.prepare('pragma integrity_check').all();
  database.close();
  return found.flatMap((row) => Object.values(row));
}

describe.skipIf(!canMount)('a full disk', () => {
  it('answers 503 with Retry-After, is named in the log, and all is well once there is room again', async () => {
    const folder = await smallDisk();
    const server = await startProcess(folder);
    const headers = {
      Authorization: `Bearer ${server.credentials[SAMPLE.client]}`,
      'Content-Type': 'application/json',
    };
    const body = JSON.stringify({ name: 'x', description: 'x'.repeat(2000) });
    const create = () => fetch(server.url + PATH, { method: 'POST', headers, body });
    const empty = await fill(folder);

    const created: string[] = [];
    let answer = await create();
    for (; answer.status === 201; answer = await create()) created.push((await answer.json()).id);
    const text = await answer.text();
    expect([answer.status, text]).toEqual([503, expect.stringContaining('"title":"Service Unavailable"')]);
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(text).not.toMatch(/sqlite|disk|full|tokens\.db/i);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${server.url}${PATH}/${SAMPLE.client}`, { headers })).status).toBe(200);
    await expect
      .poll(server.output, PATIENCE)
      .toContain(`${folder}/tokens.db cannot be used: its disk is full (SQLITE_FULL`);
    expect(server.output()).not.toContain('cannot rollback');

    await empty();
    await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status, PATIENCE).toBe(200);
    expect((await create()).status).toBe(201);
    for (const id of created) expect((await fetch(`${server.url}${PATH}/${id}`, { headers })).status).toBe(200);
    await expect.poll(server.output, PATIENCE).toContain('the database can be used again');
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(integrityOf(join(folder, 'tokens.db'))).toEqual(['ok']);
  });

  it.each([0, 64, 160])(
    'with %i kB left does not stop a later start, and the start says what is full',
    async (kilobytes) => {
      const folder = await smallDisk();
      const room = join(folder, 'room');
      await writeFile(room, Buffer.alloc(kilobytes * 1024));
      const empty = await fill(folder);
      await rm(room);
      const failed = spawnServer(folder);
      expect([await failed.ended, failed.output()]).toEqual([1, expect.stringMatching(/disk is full/)]);
      expect(failed.output()).toContain(folder);
      await empty();
      const server = await startProcess(folder);
      expect(Object.keys(server.credentials)).toHaveLength(sampleSeed().tokens.length);
    },
  );
});
