import { cp, readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SAMPLE, startServer, temporaryFolder } from '../../server/testing/server.ts';
import { runToEnd } from './testing.ts';

const PATH = '/public/v1/accounts/api-tokens';

function run(name: 'backup' | 'restore', folder: string, ...words: string[]) {
  return runToEnd(name, words, { DATABASE_URL: `sqlite:${join(folder, 'tokens.db')}` });
}

/** A server on a file, that goes on creating tokens until it is told to stop. */
async function busyServer() {
  const folder = await temporaryFolder();
  const server = await startServer({ databaseUrl: `sqlite:${join(folder, 'tokens.db')}` });
  const created = new Map<string, string>();
  const create = async () => {
    const { body } = await server.call('POST', PATH, { as: 'client', body: { name: 'x' } });
    created.set(body.id, body.token);
  };
  await create();
  const before = new Map(created);
  let isBusy = true;
  const busy = (async () => {
    while (isBusy) await create();
  })();
  return {
    folder,
    server,
    before,
    async rest() {
      isBusy = false;
      await busy;
    },
  };
}

describe('backup and restore', () => {
  test('a copy that is made while tokens are created has all that was answered before, and every credential works', async () => {
    const { folder, server, before, rest } = await busyServer();
    const copy = join(await temporaryFolder(), 'copy.db');
    const backedUp = await run('backup', folder, copy);
    await rest();
    expect([backedUp.code, backedUp.problems]).toEqual([0, '']);
    expect(backedUp.out).toMatch(/: \d+ tokens, \d+ accounts, .*Not in it: the key file .*tokens\.db\.keys/);
    expect((await stat(copy)).mode & 0o777).toBe(0o600);

    const other = join(await temporaryFolder(), 'new');
    await cp(join(folder, 'tokens.db.keys'), join(other, 'tokens.db.keys'));
    const restored = await run('restore', other, copy);
    expect([restored.code, restored.problems]).toEqual([0, '']);
    const again = await startServer({ databaseUrl: `sqlite:${join(other, 'tokens.db')}` });
    for (const [id, credential] of [...before, [SAMPLE.client, server.credentials[SAMPLE.client] ?? ''] as const]) {
      expect((await again.call('GET', `${PATH}/${id}`, { as: { credential } })).status).toBe(
        id === SAMPLE.client ? 200 : 403,
      );
    }
    const trail = await again.store.trail.read({ limit: 1000 });
    expect(trail.map(({ tokenId }) => tokenId)).toEqual(expect.arrayContaining([...before.keys()]));
  });

  test('nothing is written over what is there, and nothing is left of what fails', async () => {
    const folder = await temporaryFolder();
    await startServer({ databaseUrl: `sqlite:${join(folder, 'tokens.db')}` });
    const copies = await temporaryFolder();
    const copy = join(copies, 'copy.db');
    expect((await run('backup', folder, copy)).code).toBe(0);
    const twice = await run('backup', folder, copy);
    expect([twice.code, twice.problems]).toEqual([1, expect.stringContaining('is there already')]);
    const over = await run('restore', folder, copy);
    expect([over.code, over.problems]).toEqual([1, expect.stringContaining('is there already')]);

    const empty = join(copies, 'empty');
    const withoutKeys = await run('restore', empty, copy);
    expect([withoutKeys.code, withoutKeys.problems]).toEqual([
      1,
      expect.stringContaining('put the keys of the copy there first'),
    ]);
    const other = await temporaryFolder();
    await startServer({ databaseUrl: `sqlite:${join(other, 'tokens.db')}` });
    await cp(join(other, 'tokens.db.keys'), join(empty, 'tokens.db.keys'));
    const wrongKeys = await run('restore', empty, copy);
    expect([wrongKeys.code, wrongKeys.problems]).toEqual([1, expect.stringMatching(/credentials under/)]);
    await truncate(copy, 20_000);
    await cp(join(folder, 'tokens.db.keys'), join(empty, 'tokens.db.keys'));
    const damaged = await run('restore', empty, copy);
    expect([damaged.code, damaged.problems]).toEqual([1, expect.stringContaining('is not whole')]);
    expect(await readdir(empty)).toEqual(['tokens.db.keys']);
  });
});
