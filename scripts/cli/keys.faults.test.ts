import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { SAMPLE, startServer, type TestServer } from '../../server/testing/server.ts';
import { keysPlace } from './testing.ts';

const PATH = '/public/v1/accounts/api-tokens';

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
    const { options, ids, keys, file } = await keysPlace();
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
    const { options } = await keysPlace();
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
