import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { SAMPLE, startServer, temporaryFolder } from '../testing/server.ts';
import { openStore } from './index.ts';

const PATH = '/public/v1/accounts/api-tokens';

async function fileServer() {
  const file = join(await temporaryFolder(), 'tokens.db');
  const server = await startServer({ databaseUrl: `sqlite:${file}` });
  return { file, server };
}

describe('a database in a file', () => {
  it('writes ahead of itself (WAL), in the file that was asked for', async () => {
    const { file } = await fileServer();
    const database = new DatabaseSync(file);
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    database.close();
  });

  it('does not open a sealed credential that was moved to another row', async () => {
    const { file, server } = await fileServer();
    const database = new DatabaseSync(file);
    const sealed = (id: string) => database.prepare('SELECT sealed FROM tokens WHERE id = ?').get(id)?.sealed ?? null;
    database.prepare('UPDATE tokens SET sealed = ? WHERE id = ?').run(sealed(SAMPLE.vendor), SAMPLE.client);
    database.close();
    const answer = await server.call('GET', `${PATH}/${SAMPLE.client}`, { as: 'client' });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain(server.credentials[SAMPLE.vendor]);
    expect((await server.call('GET', `${PATH}/${SAMPLE.vendor}`, { as: 'vendor' })).status).toBe(200);
  });

  it('sees at once what another process changes: a token disabled there is refused here [auth.revoked-at-once]', async () => {
    const { file, server } = await fileServer();
    const call = async () => (await server.call('GET', `${PATH}/${SAMPLE.client}`, { as: 'client' })).status;
    expect(await call()).toBe(200);
    const database = new DatabaseSync(file);
    for (const [status, expected] of [
      ['Disabled', 401],
      ['Active', 200],
      ['Deleted', 401],
    ] as const) {
      database.prepare('UPDATE tokens SET status = ? WHERE id = ?').run(status, SAMPLE.client);
      expect(await call()).toBe(expected);
    }
    database.close();
  });

  it('lets the tokens of a disabled account work on [auth.disabled-account]', async () => {
    const { file, server } = await fileServer();
    const database = new DatabaseSync(file);
    database.prepare("UPDATE accounts SET status = 'Disabled' WHERE id = 'ACC-3803-7263'").run();
    database.close();
    const { status, body } = await server.call('POST', PATH, { as: 'client', body: { name: 'x' } });
    expect([status, body.account.status]).toEqual([201, 'Disabled']);
  });

  it('is not opened where a newer version made it', async () => {
    const { file, server } = await fileServer();
    await server.close();
    const database = new DatabaseSync(file);
    database.exec("INSERT INTO kysely_migration VALUES ('9999-later', '2030-01-01T00:00:00.000Z')");
    database.close();
    await expect(openStore(`sqlite:${file}`)).rejects.toThrow(/could not be brought up to date/);
  });
});

describe('a transaction', () => {
  it('is undone as a whole where it fails, and the next one works', async () => {
    const { server } = await fileServer();
    const before = await server.store.tokens.find(SAMPLE.client);
    const failing = server.store.transaction(async ({ tokens }) => {
      await tokens.touch(SAMPLE.client, 1);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await server.store.tokens.find(SAMPLE.client)).toEqual(before);
    await server.store.transaction(({ tokens }) => tokens.touch(SAMPLE.client, 2));
    expect((await server.store.tokens.find(SAMPLE.client))?.lastAccessAt).toBe(2);
  });

  it('shows nothing outside before it is over', async () => {
    const { server } = await fileServer();
    await server.store.transaction(async ({ tokens }) => {
      await tokens.touch(SAMPLE.client, 7);
      expect((await tokens.find(SAMPLE.client))?.lastAccessAt).toBe(7);
      expect((await server.store.tokens.find(SAMPLE.client))?.lastAccessAt).toBeNull();
    });
    expect((await server.store.tokens.find(SAMPLE.client))?.lastAccessAt).toBe(7);
  });
});
