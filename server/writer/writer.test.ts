import { copyFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Principal } from '../core/principal.ts';
import { readKeyFile } from '../secrets/key-file.ts';
import { Keyring } from '../secrets/keyring.ts';
import { openStore } from '../store/index.ts';
import { SAMPLE, startServer, temporaryFolder } from '../testing/server.ts';
import { Writer, type WriterOptions } from './writer.ts';

/** How many threads this process has (Linux). */
const threads = async () => (await readdir('/proc/self/task')).length;

/** A machine may be slow. */
const IN_TIME = { timeout: 60_000 };

/** A writer of a sample database, and who may change it. */
async function openWriter(options: Partial<WriterOptions> = {}) {
  const path = join(await temporaryFolder(), 'tokens.db');
  const server = await startServer({ databaseUrl: `sqlite:${path}` });
  const identity = await server.store.tokens.identity(SAMPLE.client);
  if (!identity) return expect.fail();
  const principal: Principal = {
    token: { id: identity.id, name: identity.name },
    account: identity.account,
    modules: new Set(identity.moduleCodes),
  };
  const store = await openStore(`sqlite:${path}`);
  onTestFinished(() => store.close());
  const told: (string | undefined)[] = [];
  const writer = new Writer({
    files: store.file?.files() ?? expect.fail(),
    keys: new Keyring((await readKeyFile(`${path}.keys`)) ?? []).keys,
    tokensPerAccount: 0,
    clock: Date.now,
    onOutcome: (failure) => told.push(failure?.reason),
    ...options,
  });
  onTestFinished(() => writer.close());
  const request = { principal, path: {}, query: '', header: () => undefined, origin: () => 'http://localhost' };
  const create = async (name: string) => (await writer.handlers.createApiToken({ ...request, body: { name } })).body;
  return { path, store, writer, told, create };
}

describe('changes in a thread', () => {
  it('are answered as they are elsewhere, each for itself', async () => {
    const { store, create, told } = await openWriter();
    const names = Array.from({ length: 30 }, (_, index) => (index % 3 === 0 ? '' : `thread ${index}`));
    const outcomes = await Promise.allSettled(names.map(create));
    for (const [index, outcome] of outcomes.entries()) {
      if (index % 3 === 0) expect(outcome).toMatchObject({ reason: { name: 'ProblemError', status: 400 } });
      else if (outcome.status === 'fulfilled') {
        expect(outcome.value).toMatchObject({ name: names[index], status: 'Active' });
        expect(await store.tokens.find(outcome.value.id)).toMatchObject({ name: names[index] });
      } else expect.fail(String(outcome.reason));
    }
    expect(told).toEqual(names.filter(Boolean).map(() => undefined));
  });

  it('that cannot be sent fail alone', async () => {
    const { create } = await openWriter();
    const unsendable = (() => {}) as unknown as string;
    const [before, wrong, after] = await Promise.allSettled([create('before'), create(unsendable), create('after')]);
    expect(wrong).toMatchObject({ reason: { name: 'DataCloneError' } });
    expect([before.status, after.status]).toEqual(['fulfilled', 'fulfilled']);
  });

  it('end with what has come before the end', async () => {
    const { store, writer, create } = await openWriter();
    const creating = Promise.all(['a', 'b', 'c'].map(create));
    await writer.close();
    for (const { id } of await creating) expect(await store.tokens.find(id)).toBeDefined();
    await expect(create('d')).rejects.toThrow('The database is closed.');
  });

  it('end a thread that nobody needs, and start another one when it is needed again', async () => {
    const { create } = await openWriter({ restAfter: 1 });
    const before = await threads();
    for (let n = 0; n < 3; n++) {
      await create('rested');
      await expect.poll(threads, IN_TIME).toBe(before);
    }
  });

  it('are at no time before that of the main thread, whose clock never runs backwards', async () => {
    const now = Date.now() + 3_600_000;
    const { store, create, writer } = await openWriter({ clock: () => now });
    const { id } = await create('ahead');
    const created = await store.tokens.find(id);
    expect(created?.audit.created.at).toBeGreaterThanOrEqual(now);
    await writer.touch([[id, now + 1]]);
    expect((await store.tokens.find(id))?.lastAccessAt).toBe(now + 1);
  });

  it('are refused where the file is another one than the one that is open [errors.unavailable]', async () => {
    const { path, create, told } = await openWriter();
    await rename(path, `${path}.moved`);
    await expect(create('x')).rejects.toMatchObject({ name: 'StoreUnavailable', reason: 'gone' });
    await copyFile(`${path}.moved`, path);
    await expect(create('x')).rejects.toMatchObject({ name: 'StoreUnavailable', reason: 'gone' });
    await rename(`${path}.moved`, path);
    expect(await create('it is back')).toMatchObject({ name: 'it is back' });
    expect(told).toEqual(['gone', 'gone', undefined]);
  });
});
