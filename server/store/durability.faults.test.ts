import { readdir, readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ListeningProcess, startProcess, until } from '../testing/process.ts';
import { SAMPLE, temporaryFolder } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const CONNECTIONS = 50;
const ROUNDS = 20;

interface Created {
  id: string;
  token: string;
}

describe('what was answered with 201', () => {
  it(`survives kill -9 in the middle of ${CONNECTIONS} connections' creates, ${ROUNDS} times over, and nothing is half there`, async () => {
    const folder = await temporaryFolder();
    const servers: ListeningProcess[] = [];
    const created: Created[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const server = await startProcess(folder);
      const enough = created.length + round * 5;
      const creating = createFromAll(server, Number.POSITIVE_INFINITY, created);
      await until(() => created.length >= enough);
      server.child.kill('SIGKILL');
      expect(await server.ended).toBe('SIGKILL');
      await creating;
      servers.push(server);
    }
    expect(new Set(created.map(({ id }) => id)).size).toBe(created.length);
    expect(new Set(created.map(({ token }) => token)).size).toBe(created.length);

    const last = await startProcess(folder);
    expect(await readAll(last, created)).toEqual(created);
    last.child.kill('SIGTERM');
    expect(await last.ended).toBe(0);
    expectWhole(join(folder, 'tokens.db'), created.length);
    await expectNoCredential(folder, [...servers, last], created);
  });

  it('stands in the files of a running server in no plain text [secrets.sealed] [secrets.nowhere]', async () => {
    const folder = await temporaryFolder();
    const server = await startProcess(folder);
    const created = await createFromAll(server, 100);
    const files = (await readdir(folder)).filter((name) => name.startsWith('tokens.db'));
    expect(files.sort()).toEqual(['tokens.db', 'tokens.db-shm', 'tokens.db-wal', 'tokens.db.keys']);
    await expectNoCredential(folder, [server], created);
  });
});

/** Creates so many from 50 connections; stops quietly where the server does. Adds to `created` as answers come. */
async function createFromAll(server: ListeningProcess, count: number, created: Created[] = []): Promise<Created[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const end = created.length + count;
  let sent = created.length;
  const connection = async () => {
    while (sent++ < end) {
      const { status, body } = await call(
        agent,
        server,
        'POST',
        PATH,
        '{"name": "Load", "modules": [{"id": "MOD-1756"}]}',
      );
      expect(status).toBe(201);
      created.push({ id: body.id, token: body.token });
    }
  };
  const results = await Promise.allSettled(Array.from({ length: CONNECTIONS }, connection));
  agent.destroy();
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  for (const failure of failures) expect(failure.code).toMatch(/^(ECONNRESET|ECONNREFUSED|EPIPE)$/);
  if (!server.child.killed) expect(failures).toEqual([]);
  return created;
}

async function readAll(server: ListeningProcess, created: readonly Created[]): Promise<Created[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const read = await Promise.all(created.map(({ id }) => call(agent, server, 'GET', `${PATH}/${id}`)));
  agent.destroy();
  return read.map(({ body }) => ({ id: body.id, token: body.token }));
}

function call(agent: Agent, { url, credentials }: ListeningProcess, method: string, path: string, body?: string) {
  return new Promise<{ status: number; body: Created }>((resolve, reject) => {
    const headers = {
      Authorization: `Bearer ${credentials[SAMPLE.client]}`,
      ...(body !== undefined && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }),
    };
    const sent = request(url + path, { agent, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      response.on('error', reject).on('end', () => {
        if (response.complete) resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
      });
    });
    sent.on('error', reject).end(body);
  });
}

/** What a change writes is there with all that it writes, or not at all; each was answered, or was under way. */
function expectWhole(file: string, answered: number): void {
  const database = new DatabaseSync(file);
  onTestFinished(() => database.close());
  const all = (sql: string) => database.prepare(sql).all();
  const count = (from: string) => Number(all(`select count(*) as count from ${from}`)[0]?.count);
  expect(all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(all('PRAGMA foreign_key_check')).toEqual([]);
  const there = count("tokens where name = 'Load'");
  expect(there).toBeGreaterThanOrEqual(answered);
  expect(there).toBeLessThanOrEqual(answered + ROUNDS * CONNECTIONS);
  expect(count("tokens join token_modules on token_id = id where name = 'Load' and module_id = 'MOD-1756'")).toBe(
    there,
  );
  for (const kept of ['tokens_by_account', 'tokens_by_type']) {
    expect(all(`select sum(total) as total from ${kept}`)).toEqual([{ total: count('tokens') }]);
  }
}

/** Looks for the secret part of every credential in all output and in every byte of the database. */
async function expectNoCredential(folder: string, servers: ListeningProcess[], created: readonly Created[]) {
  const names = (await readdir(folder)).filter((name) => name.startsWith('tokens.db'));
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')));
  const places = [...servers.map(({ output }) => output()), ...files];
  expect(servers[0]?.output()).toContain('"level":"info"');
  const seeded = Object.values(servers[0]?.credentials ?? {});
  const secrets = [...seeded, ...created.map(({ token }) => token)].map((credential) => credential.split(':')[2] ?? '');
  const found = secrets.filter((secret) => places.some((text) => text.includes(secret.slice(0, 20))));
  expect(found).toEqual([]);
}
