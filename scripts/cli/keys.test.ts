import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { SAMPLE, startServer, type TestServer, temporaryFolder } from '../../server/testing/server.ts';
import { runToEnd } from './testing.ts';

const PATH = '/public/v1/accounts/api-tokens';

async function place() {
  const folder = await temporaryFolder();
  const file = join(folder, 'tokens.db');
  const options = { databaseUrl: `sqlite:${file}`, credentialsFile: join(folder, 'credentials.json') };
  const ids = async () =>
    (await readFile(`${file}.keys`, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => line.split(':')[0] ?? '');
  return {
    file,
    options,
    ids,
    keys: (...words: string[]) => runToEnd('keys', words, { DATABASE_URL: options.databaseUrl }),
  };
}

/** Every credential lets its token in, and is shown as it is, on every one of the servers. */
async function expectAllToWork(servers: readonly TestServer[], credentials: Record<string, string>): Promise<void> {
  for (const server of servers) {
    for (const [id, credential] of Object.entries(credentials)) {
      const { status, body } = await server.call('GET', `${PATH}/${id}`, { as: { credential } });
      expect([id, status, body?.token]).toEqual([id, 200, credential]);
    }
    const { status, body } = await server.call('GET', `${PATH}?limit=100`, { as: 'operations' });
    expect([status, body.data.map(({ token }: { token: string }) => token)]).toEqual([
      200,
      expect.arrayContaining(Object.values(credentials)),
    ]);
  }
}

/** Creates a token on each server and adds its credential. */
async function createOn(servers: readonly TestServer[], credentials: Record<string, string>): Promise<void> {
  for (const server of servers) {
    const { status, body } = await server.call('POST', PATH, {
      as: 'client',
      body: { name: 'New', modules: [{ id: 'MOD-1756' }] },
    });
    expect(status).toBe(201);
    credentials[body.id] = body.token;
  }
}

describe('changing the key of several servers, accepted first and encrypting then', () => {
  test('interrupts no credential, whatever the servers have been restarted since [secrets.sealed]', async () => {
    const { options, ids, keys, file } = await place();
    let [one, two] = [await startServer(options), await startServer(options)];
    const seeded = one.credentials;
    const credentials: Record<string, string> = {};
    for (const id of [SAMPLE.operations, SAMPLE.vendor, SAMPLE.client]) credentials[id] = seeded[id] ?? '';
    const step = async () => {
      await createOn([one, two], credentials);
      await expectAllToWork([one, two], credentials);
    };
    const restart = async (server: TestServer) => {
      await server.close();
      return startServer(options);
    };
    /** Restarts the two one after the other, and looks after each. */
    const roll = async () => {
      await step();
      one = await restart(one);
      await step();
      two = await restart(two);
      await step();
    };
    const [old = ''] = await ids();

    expect(await keys('add')).toMatchObject({ code: 0, problems: '' });
    const [first, added = ''] = await ids();
    expect(first).toBe(old);
    await roll();
    expect((await keys('list')).out).toBe(
      `${old}  encrypts  credentials are under it\n${added}  accepted  no credential is under it\n`,
    );

    expect((await keys('use', added)).code).toBe(0);
    expect(await ids()).toEqual([added, old]);
    await roll();
    expect((await keys('drop', old)).problems).toContain(`Credentials are under ${old}`);

    expect((await keys('rotate')).out).toMatch(
      new RegExp(`^\\d+ credentials were moved; all are under ${added} now\\.\n$`),
    );
    await step();
    expect(await keys('drop', old)).toMatchObject({ code: 0, out: `${old} is gone.\n` });
    expect(await ids()).toEqual([added]);
    await roll();
    expect((await keys('list')).out).toBe(`${added}  encrypts  credentials are under it\n`);
    expect(Object.keys(credentials).length).toBe(3 + 2 * 10);
    expect(await readFile(`${file}.keys`, 'utf8')).not.toContain(old);
  });

  test('works with TOKEN_KEYS too, each server one step behind the other', async () => {
    const { options } = await place();
    const [old, fresh] = ['old', 'new'].map((id, n) => ({ id, secret: Buffer.alloc(32, n) })) as [Key, Key];
    const steps = [[old], [old, fresh], [fresh, old]];
    const credentials: Record<string, string> = {};
    let ahead = await startServer({ ...options, tokenKeys: [old] });
    let behind = await startServer({ ...options, tokenKeys: [old] });
    for (const id of [SAMPLE.operations, SAMPLE.client]) credentials[id] = ahead.credentials[id] ?? '';
    for (const tokenKeys of steps) {
      await ahead.close();
      ahead = await startServer({ ...options, tokenKeys });
      await createOn([ahead, behind], credentials);
      await expectAllToWork([ahead, behind], credentials);
      await behind.close();
      behind = await startServer({ ...options, tokenKeys });
      await expectAllToWork([ahead, behind], credentials);
    }
  });
});

interface Key {
  id: string;
  secret: Buffer;
}

describe('npm run keys', () => {
  test('rotates what opens, names what does not, and fails then', async () => {
    const { file, options, ids, keys } = await place();
    await (await startServer(options)).close();
    const database = new DatabaseSync(file);
    database.prepare("UPDATE tokens SET sealed = x'00' WHERE id = ?").run(SAMPLE.client);
    database.close();
    await keys('add');
    const [old = '', added = ''] = await ids();
    await keys('use', added);
    const { code, problems } = await keys('rotate');
    expect([code, problems]).toEqual([
      1,
      expect.stringContaining(`1 are damaged and stay as they are: ${SAMPLE.client}.`),
    ]);
    expect((await keys('list')).out).toBe(
      `${added}  encrypts  credentials are under it\n${old}  accepted  credentials are under it\n`,
    );
  });

  test('does not rotate with a wrong key under the right id, and never shows it', async () => {
    const { file, options, ids, keys } = await place();
    await (await startServer(options)).close();
    const [id = ''] = await ids();
    const wrong = Buffer.alloc(32, 7).toString('base64');
    await writeFile(`${file}.keys`, `new:${Buffer.alloc(32).toString('base64')}\n${id}:${wrong}\n`);
    for (const command of ['rotate', 'list', 'add']) {
      const { code, out, problems } = await keys(command);
      expect([code, out]).toEqual([1, '']);
      expect(problems).toContain(`another key goes by the id ${id} than`);
      expect(problems).not.toContain(wrong);
    }
  });

  test('refuses to take out the key that encrypts, and names the keys that there are', async () => {
    const { file, options, ids, keys } = await place();
    await (await startServer(options)).close();
    const [id = ''] = await ids();
    expect(await keys('drop', id)).toMatchObject({
      code: 1,
      problems: expect.stringContaining('the key that encrypts'),
    });
    for (const command of ['use', 'drop']) {
      expect(await keys(command, 'other')).toMatchObject({
        code: 1,
        problems: `There is no key other; there are ${id}.\n`,
      });
    }
    expect(await readFile(`${file}.keys`, 'utf8')).toMatch(new RegExp(`^${id}:`));
  });

  test('leaves TOKEN_KEYS to who set it', async () => {
    const { options } = await place();
    const TOKEN_KEYS = `mine:${Buffer.alloc(32).toString('base64')}`;
    const { code, problems } = await runToEnd('keys', ['add'], { DATABASE_URL: options.databaseUrl, TOKEN_KEYS });
    expect([code, problems]).toEqual([1, expect.stringContaining('TOKEN_KEYS is set: change it yourself.')]);
  });
});
