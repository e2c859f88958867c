import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from './config.ts';
import { authenticator } from './core/tokens/authentication.ts';
import { createLogger } from './http/log.ts';
import { openData } from './open-data.ts';
import { spawnServer, startProcess } from './testing/process.ts';
import { sampleSeed } from './testing/seeds.ts';
import { SAMPLE, temporaryFolder } from './testing/server.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const PRELOAD = new URL('testing/die-at.ts', import.meta.url).pathname;
const KILLS = 24;
const AT_ONCE = 3;

/** What a start does before it listens, in a process that dies just before one of its steps. */
const START = `
  const { readConfig } = await import('./server/config.ts');
  const { openData } = await import('./server/open-data.ts');
  const { createLogger } = await import('./server/http/log.ts');
  const { store } = await openData(readConfig(process.env), createLogger('silent'));
  await store.close();`;

async function start(folder: string, environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', PRELOAD, '--input-type=module', '--eval', START], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, DATABASE_URL: `sqlite:${join(folder, 'tokens.db')}`, ...environment },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [errors, [code, signal]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  return { end: code ?? signal, errors };
}

/** Starts here what the dead one began; every credential of the seed lets its token in. */
async function expectToStart(folder: string): Promise<void> {
  const config = readConfig({ DATABASE_URL: `sqlite:${join(folder, 'tokens.db')}` });
  const { store, keyring } = await openData(config, createLogger('silent'));
  try {
    await store.ping();
    const credentials = await readCredentials(folder);
    const ids = sampleSeed().tokens.map(({ id }) => id);
    expect(Object.keys(credentials).sort()).toEqual(ids.sort());
    const authenticate = authenticator({ store, vault: keyring, onUse: () => {} });
    for (const id of [SAMPLE.operations, SAMPLE.vendor, SAMPLE.client]) {
      expect((await authenticate(credentials[id] ?? ''))?.token.id).toBe(id);
    }
  } finally {
    await store.close();
  }
}

async function readCredentials(folder: string): Promise<Record<string, string>> {
  return JSON.parse(await readFile(join(folder, 'credentials.json'), 'utf8'));
}

describe('a first start that is killed', () => {
  it(`leaves nothing that stops the next one, whichever of ${KILLS} moments it was`, async () => {
    const whole = await start(await temporaryFolder());
    expect(whole.end).toBe(0);
    const steps = Number(whole.errors.trim().split('\n').at(-1));
    expect(steps).toBeGreaterThan(KILLS);

    const moments = Array.from({ length: KILLS }, (_, n) => 1 + Math.floor((n * steps) / KILLS));
    const killNext = async () => {
      for (let moment = moments.shift(); moment !== undefined; moment = moments.shift()) {
        const folder = await temporaryFolder();
        const { end, errors } = await start(folder, { DIE_AT: String(moment) });
        expect([moment, end, errors]).toEqual([moment, 'SIGKILL', '']);
        await expectToStart(folder);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, killNext));
  });

  it('does not stop the whole server either', async () => {
    const folder = await temporaryFolder();
    for (const moment of [10, 30]) {
      const environment = { NODE_OPTIONS: `--import=${PRELOAD}`, DIE_AT: String(moment) };
      expect(await spawnServer(folder, environment).ended).toBe('SIGKILL');
    }
    const server = await startProcess(folder);
    const headers = { Authorization: `Bearer ${server.credentials[SAMPLE.operations]}` };
    const list = await fetch(`${server.url}/public/v1/accounts/api-tokens`, { headers });
    expect((await list.json()).data).toHaveLength(sampleSeed().tokens.length);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });
});

describe('two first starts at once', () => {
  it('both run, with the same keys and the same seed', async () => {
    const folder = await temporaryFolder();
    const servers = await Promise.all([1, 2, 3].map(() => startProcess(folder)));
    const credentials = await readCredentials(folder);
    for (const { url } of servers) {
      for (const id of [SAMPLE.operations, SAMPLE.vendor, SAMPLE.client]) {
        const headers = { Authorization: `Bearer ${credentials[id]}` };
        const response = await fetch(`${url}/public/v1/accounts/api-tokens/${id}`, { headers });
        expect([response.status, (await response.json()).token]).toEqual([200, credentials[id]]);
      }
    }
    const files = ['credentials.json', 'tokens.db', 'tokens.db-shm', 'tokens.db-wal', 'tokens.db.keys'];
    expect((await readdir(folder)).sort()).toEqual(files);
  });
});
