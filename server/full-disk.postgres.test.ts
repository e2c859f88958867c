import { chmod, chown, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { query, testKeys } from './testing/postgres/databases.ts';
import { NOT_LASTING, removePostgres, startPostgres } from './testing/postgres/server.ts';
import { TOKENS } from './testing/query.ts';
import { startServer } from './testing/server.ts';
import { canMount, fill, smallDisk } from './testing/small-disk.ts';

const PATIENCE = { timeout: 60_000 };
const LONG = 'x'.repeat(2000);
/** What is created so often needs room. */
const MOST = 500;

describe.skipIf(!canMount)('a full disk of the database', () => {
  it('is 503 for what needs room, is named in the log, and all that was answered is there', async () => {
    const postgres = await startPostgres(NOT_LASTING);
    onTestFinished(() => removePostgres(postgres));
    const disk = await smallDisk('64m');
    const folder = join(disk, 'tables');
    await mkdir(folder);
    const { uid, gid } = await stat(postgres.folder);
    await chmod(disk, 0o755);
    await chown(folder, uid, gid);
    await query(postgres.urlOf('postgres'), `create tablespace small location '${folder}'`);
    await query(
      postgres.urlOf('postgres'),
      "create database crowded template template0 encoding 'UTF8' tablespace small",
    );
    const databaseUrl = postgres.urlOf('crowded');
    const server = await startServer({ databaseUrl, tokenKeys: testKeys() });
    const created: string[] = [];
    const create = async () => {
      const body = { name: 'x', description: LONG };
      const answer = await server.call('POST', TOKENS, { as: 'client', body });
      if (answer.status === 201) created.push(answer.body.id);
      return answer;
    };
    expect((await create()).status).toBe(201);

    const empty = await fill(disk);
    let refused = await create();
    for (let sent = 0; refused.status === 201 && sent < MOST; sent++) refused = await create();
    expect([refused.status, Number(refused.headers.get('Retry-After')) > 0]).toEqual([503, true]);
    expect((await server.call('GET', `${TOKENS}/${created[0]}`, { as: 'client' })).status).toBe(200);
    const ready = async () => (await server.call('GET', '/readyz')).status;
    await expect
      .poll(async () => [(await create()).status, await ready(), await ready()], PATIENCE)
      .toEqual([503, 503, 503]);
    expect(server.log()).toMatch(/cannot be used: its disk is full \(53100/);

    await empty();
    await expect.poll(ready, PATIENCE).toBe(200);
    expect((await create()).status).toBe(201);
    const there = await query(databaseUrl, "select id from tokens where name = 'x'");
    expect(there.map(({ id }) => id).toSorted()).toEqual(created.toSorted());
  });
});
