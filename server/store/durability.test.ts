import { readdir, readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ListeningProcess, startProcess, until } from '../testing/process.ts';
import { SAMPLE, temporaryFolder } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const CONNECTIONS = 50;

interface Created {
  id: string;
  token: string;
}

describe('what was answered with 201', () => {
  it('survives kill -9: 1,000 from 50 connections, then as many as come through before the kill', async () => {
    const folder = await temporaryFolder();
    const first = await startProcess(folder);
    const created = await createFromAll(first, 1000);
    expect(created).toHaveLength(1000);
    expect(new Set(created.map(({ id }) => id)).size).toBe(1000);
    expect(new Set(created.map(({ token }) => token)).size).toBe(1000);

    const killed = createFromAll(first, 1000, created);
    await until(() => created.length > 1300);
    first.child.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    await killed;
    expect(created.length).toBeLessThan(2000);

    const second = await startProcess(folder);
    const read = await readAll(second, created);
    expect(read).toEqual(created);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);

    const database = new DatabaseSync(join(folder, 'tokens.db'));
    onTestFinished(() => database.close());
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    await expectNoCredential(folder, [first, second], created);
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
