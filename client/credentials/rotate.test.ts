import { beforeEach, describe, expect, test } from 'vitest';
import { ACCOUNTS, SAMPLE, startServer, type TestServer } from '../../server/testing/server.ts';
import { type ApiTokenCreated, type Client, createClient, rql } from '../index.ts';
import { collected } from '../testing.ts';
import { beginRotation, finishRotation, type RotatingClient, rotationOf, StillUsed, undoRotation } from './index.ts';

let server: TestServer;
let client: Client;
beforeEach(async () => {
  server = await startServer();
  client = createClient({ baseUrl: server.url, token: server.credentials[SAMPLE.operations] ?? '' });
});

const AT_ONCE = { quietFor: 0 };

function create(): Promise<ApiTokenCreated> {
  const account = { id: ACCOUNTS.client };
  const extensions = [{ id: 'EXT-1111-2222' }];
  return client.createApiToken({
    name: 'ERP',
    description: 'Orders',
    account,
    modules: [{ id: 'MOD-1756' }],
    extensions,
  });
}

/** All tokens that have its name and are not deleted. */
async function named(name: string) {
  const filter = rql.and(rql.eq('name', name), rql.in('status', ['Active', 'Disabled']));
  return collected(client.eachApiToken({ filter }));
}

class Interrupted extends Error {}

/** The client, cut off at its n-th call, before or after the API has done what it was asked. */
function cutOff(at: number, when: 'before' | 'after'): { cut: RotatingClient; calls: () => number } {
  let calls = 0;
  const cut = Object.fromEntries(
    Object.entries(client).map(([name, call]) => [
      name,
      async (...words: unknown[]) => {
        const isIt = calls++ === at;
        if (isIt && when === 'before') throw new Interrupted();
        const answer = await (call as (...words: unknown[]) => Promise<unknown>)(...words);
        if (isIt) throw new Interrupted();
        return answer;
      },
    ]),
  );
  return { cut: cut as unknown as RotatingClient, calls: () => calls };
}

async function rotate(by: RotatingClient, id: string): Promise<void> {
  await beginRotation(by, id);
  await finishRotation(by, id, AT_ONCE);
}

describe('a rotation', () => {
  test('makes a twin with another credential, and takes the old token away', async () => {
    const old = await create();
    const { twin } = await beginRotation(client, old.id);
    expect(twin.token).not.toBe(old.token);
    expect(await rotationOf(client, old.id)).toMatchObject({ old: { id: old.id }, twin: { id: twin.id } });
    const steps: string[] = [];
    const finished = await finishRotation(client, old.id, { ...AT_ONCE, onStep: (step) => void steps.push(step) });
    expect(steps).toEqual(['quiet', 'disabled', 'deleted', 'finished']);
    const { name, description, account, modules, extensions } = old;
    expect(finished).toMatchObject({ id: twin.id, status: 'Active', name, description, account, modules, extensions });
    expect((await client.getApiToken(old.id)).status).toBe('Deleted');
  });

  test('that is cut off at any call, before or after it was done, is resumed to the same end', async () => {
    const whole = cutOff(-1, 'before');
    await rotate(whole.cut, (await create()).id);
    expect(whole.calls()).toBeGreaterThan(8);
    for (let at = 0; at < whole.calls(); at++) {
      for (const when of ['before', 'after'] as const) {
        const { id } = await create();
        const others = (await named('ERP')).map((token) => token.id).filter((one) => one !== id);
        await expect(rotate(cutOff(at, when).cut, id), `${when} ${at}`).rejects.toThrow(Interrupted);
        // Past its end there is nothing to resume.
        const { old, twin } = await rotationOf(client, id);
        if (old) await rotate(client, id);
        else if (twin) await finishRotation(client, id, AT_ONCE);
        const left = (await named('ERP')).filter((token) => !others.includes(token.id));
        expect(left, `${when} ${at}`).toMatchObject([{ status: 'Active', description: 'Orders' }]);
        expect(left[0]?.id).not.toBe(id);
      }
    }
  });

  test('is taken back, however far it is, until the old token is deleted', async () => {
    const { id } = await create();
    await undoRotation(client, id);
    await beginRotation(client, id);
    await undoRotation(client, id);
    await beginRotation(client, id);
    await client.disableApiToken(id);
    await undoRotation(client, id);
    expect(await named('ERP')).toMatchObject([{ id, status: 'Active' }]);
    await rotate(client, id);
    await expect(undoRotation(client, id)).rejects.toThrow(`${id} is deleted: nothing brings it back.`);
  });

  test('changes nothing while the old token is used', async () => {
    const { id, token } = await create();
    await beginRotation(client, id);
    let reads = 0;
    const watched: RotatingClient = {
      ...client,
      getApiToken: (async (one: string) => {
        if (reads++ > 0) await use(token, one);
        return client.getApiToken(one);
      }) as Client['getApiToken'],
    };
    const failure = await finishRotation(watched, id, AT_ONCE).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StillUsed);
    expect((await client.getApiToken(id)).status).toBe('Active');
  });

  async function use(token: string, id: string): Promise<void> {
    await createClient({ baseUrl: server.url, token }).listAccounts();
    await expect.poll(async () => (await client.getApiToken(id)).lastAccessAt).toBeDefined();
  }

  test('is aborted while it waits', async () => {
    const { id } = await create();
    await beginRotation(client, id);
    const stop = new AbortController();
    const finishing = finishRotation(client, id, { quietFor: 1_000_000, signal: stop.signal });
    stop.abort(new Interrupted());
    await expect(finishing).rejects.toThrow(Interrupted);
    expect((await client.getApiToken(id)).status).toBe('Active');
  });

  test('of nothing, or one that was not begun, is told', async () => {
    const { id } = await create();
    await expect(finishRotation(client, id, AT_ONCE)).rejects.toThrow(`No rotation of ${id} was begun.`);
    await expect(beginRotation(client, 'TKN-9999-9999')).rejects.toThrow('There is no token TKN-9999-9999 to rotate.');
  });
});
