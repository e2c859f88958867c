import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ListeningProcess, startProcess } from './testing/process.ts';
import { TOKENS } from './testing/query.ts';
import { SAMPLE, temporaryFolder } from './testing/server.ts';

interface Created {
  status: number;
  text: string;
  replayed: boolean;
}

/** Creates with a key; undefined where there was no answer. */
async function create({ url, credentials }: ListeningProcess, key: string): Promise<Created | undefined> {
  const headers = {
    Authorization: `Bearer ${credentials[SAMPLE.client]}`,
    'Content-Type': 'application/json',
    'Idempotency-Key': key,
  };
  try {
    const body = JSON.stringify({ name: key, modules: [{ id: 'MOD-1756' }] });
    const response = await fetch(url + TOKENS, { method: 'POST', headers, body });
    const replayed = response.headers.has('Idempotency-Replayed');
    return { status: response.status, text: await response.text(), replayed };
  } catch {
    return undefined;
  }
}

/** Until it is answered with a token: 409 while the first is under way, 503 where another process has the lock for long. */
async function createAtLast(server: ListeningProcess, key: string): Promise<Created> {
  for (;;) {
    const answer = await create(server, key);
    if (answer?.status === 201) return answer;
    expect([409, 503]).toContain(answer?.status);
  }
}

const keysOf = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}-${n}`);

function open(folder: string): DatabaseSync {
  const database = new DatabaseSync(join(folder, 'tokens.db'), { readOnly: true });
  onTestFinished(() => database.close());
  return database;
}

describe('creations with a key, in a file', () => {
  it('through two processes at once are one each [idempotency.replay] [idempotency.lasting]', async () => {
    const folder = await temporaryFolder();
    const servers = [await startProcess(folder), await startProcess(folder)];
    const keys = keysOf('both', 60);
    const answers = await Promise.all(
      servers.map((server) => Promise.all(keys.map((key) => createAtLast(server, key)))),
    );
    for (const [index] of keys.entries()) {
      const [one, other] = answers.map((of) => of[index]);
      expect(one?.text).toBe(other?.text);
      expect([one?.replayed, other?.replayed].sort()).toEqual([false, true]);
    }
    const rows = open(folder).prepare("SELECT count(*) AS n FROM tokens WHERE name LIKE 'both-%'").get();
    expect(rows?.n).toBe(keys.length);
  });

  it('survive kill -9: what is repeated after it is there once, and nothing by half [idempotency.lasting] [idempotency.sealed]', async () => {
    const folder = await temporaryFolder();
    const first = await startProcess(folder);
    const keys: string[] = [];
    const before = new Map<string, Created>();
    // Until the server is gone, so that it is killed with creations under way however fast it is.
    const connection = async () => {
      for (;;) {
        const key = `killed-${keys.length}`;
        keys.push(key);
        const answer = await create(first, key);
        if (!answer) return;
        before.set(key, answer);
        if (before.size === 100) first.child.kill('SIGKILL');
      }
    };
    await Promise.all(Array.from({ length: 50 }, connection));
    await first.ended;
    expect(before.size).toBeLessThan(keys.length);

    const second = await startProcess(folder);
    for (const key of keys) {
      const answer = await createAtLast(second, key);
      const known = before.get(key);
      if (known) expect([answer.text, answer.replayed]).toEqual([known.text, true]);
    }
    const database = open(folder);
    const names = database.prepare("SELECT name FROM tokens WHERE name LIKE 'killed-%' ORDER BY name").all();
    expect(names.map(({ name }) => name)).toEqual([...keys].sort());
    const orphans =
      'SELECT count(*) AS n FROM keyed_creations LEFT JOIN tokens ON tokens.id = token_id WHERE tokens.id IS NULL';
    expect(database.prepare(orphans).get()?.n).toBe(0);
    expect(database.prepare('SELECT count(*) AS n FROM keyed_creations').get()?.n).toBe(keys.length);
    await expectNoCredential(folder, [...before.values()]);
  });
});

/** The files of the database hold no secret of a credential that was answered. */
async function expectNoCredential(folder: string, answers: readonly Created[]): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('tokens.db'));
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')));
  const secrets = answers.map(({ text }) => String(JSON.parse(text).token).split(':')[2] ?? '');
  expect(secrets.length).toBeGreaterThan(0);
  expect(secrets.filter((secret) => files.some((file) => file.includes(secret.slice(0, 20))))).toEqual([]);
}
