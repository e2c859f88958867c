import { createServer as listen, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer } from './index.ts';
import { addRows, EXPENSIVE } from './testing/expensive.ts';
import { breakingAddress } from './testing/postgres/addresses.ts';
import { emptyDatabase, query, testKeys } from './testing/postgres/databases.ts';
import { removePostgres, startPostgres } from './testing/postgres/server.ts';
import { getRaw, TOKENS } from './testing/query.ts';
import { SAMPLE, startServer } from './testing/server.ts';
import { begin } from './testing/waiting.ts';

const PATIENCE = { timeout: 60_000 };

async function ofMine(options: object = {}) {
  const postgres = await startPostgres();
  onTestFinished(() => removePostgres(postgres));
  const databaseUrl = postgres.urlOf('postgres');
  const server = await startServer({ databaseUrl, tokenKeys: testKeys(), ...options });
  const status = async (method: string, path: string, body?: object) =>
    (await server.call(method, path, { as: 'client', ...(body && { body }) })).status;
  return { postgres, server, databaseUrl, status };
}

async function statements(url: string): Promise<number> {
  const text =
    "select 1 from pg_stat_activity where state = 'active' and query like '%like%' and pid <> pg_backend_pid()";
  return (await query(url, text)).length;
}

describe('a server on PostgreSQL', () => {
  it('does not start without keys, and says so', async () => {
    const starting = createServer({ databaseUrl: await emptyDatabase(), logLevel: 'silent' });
    await expect(starting).rejects.toThrow(/TOKEN_KEYS is not set.*the same for every server/);
  });

  it('answers 503 while its database is gone, says so, and goes on when it is back', async () => {
    const { postgres, server, databaseUrl, status } = await ofMine();
    expect([await status('GET', '/readyz'), await status('POST', TOKENS, { name: 'x' })]).toEqual([200, 201]);
    await postgres.stop();
    const answers = await Promise.all([
      ...Array.from({ length: 20 }, () => server.call('GET', `${TOKENS}/${SAMPLE.client}`, { as: 'client' })),
      server.call('POST', TOKENS, { as: 'client', body: { name: 'x' } }),
      server.call('GET', TOKENS, { as: 'client' }),
      server.call('GET', '/readyz'),
    ]);
    for (const { status, headers, text } of answers) {
      expect([status, headers.get('Content-Type')]).toEqual([503, expect.stringContaining('application/problem+json')]);
      expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0);
      expect(text).not.toMatch(/postgres|127\.0\.0\.1:\d/i);
    }
    expect(await status('GET', '/healthz')).toBe(200);
    await postgres.start();
    await expect.poll(() => status('GET', '/readyz'), PATIENCE).toBe(200);
    expect(await status('POST', TOKENS, { name: 'x' })).toBe(201);
    const told = server
      .log()
      .split('\n')
      .filter((line) => line.includes('"msg":"the database can'));
    expect(told.map((line) => JSON.parse(line).msg)).toEqual([
      'the database cannot be used',
      'the database can be used again',
    ]);
    expect(server.log()).toContain(new URL(databaseUrl).host);
    expect(server.log()).not.toContain(decodeURIComponent(new URL(databaseUrl).password));
  });

  it('says that its database does not answer, where it accepts and is silent', async () => {
    const sockets: Socket[] = [];
    const silent = listen((socket) => void sockets.push(socket.on('error', () => {})));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    });
    const { port } = silent.address() as { port: number };
    const starting = createServer({ databaseUrl: `postgres://u:secret@127.0.0.1:${port}/x`, tokenKeys: testKeys() });
    const failure = await starting.catch((error: Error) => error);
    expect(String(failure)).toMatch(/The database at 127\.0\.0\.1:\d+\/x cannot be used: it cannot be reached/);
    expect(String(failure)).not.toContain('secret');
  });

  it.each([
    ['was done, as done', true, 201],
    ['was not done, as not done', false, 503],
  ] as const)('answers a change that %s, where nobody answers its commit', async (_what, isDone, expected) => {
    const url = new URL(await emptyDatabase());
    const address = await breakingAddress(Number(url.port), isDone);
    url.port = String(address.port);
    const server = await startServer({ databaseUrl: url.href, tokenKeys: testKeys() });
    await server.call('GET', `${TOKENS}/${SAMPLE.client}`, { as: 'client' });
    await expect
      .poll(async () => (await server.store.tokens.find(SAMPLE.client))?.lastAccessAt, PATIENCE)
      .not.toBeNull();
    address.breakNext();
    const { status } = await server.call('POST', TOKENS, { as: 'client', body: { name: 'once' } });
    expect(status).toBe(expected);
    const there = await query(url.href, "select 1 from tokens where name = 'once'");
    expect(there).toHaveLength(isDone ? 1 : 0);
  });

  it('lets nobody change or remove what is in the audit trail', async () => {
    const databaseUrl = await emptyDatabase();
    const server = await startServer({ databaseUrl, tokenKeys: testKeys() });
    await server.call('POST', TOKENS, { as: 'client', body: { name: 'x' } });
    for (const change of [
      "update audit_trail set action = 'deleted'",
      'delete from audit_trail',
      'truncate audit_trail',
    ]) {
      await expect(query(databaseUrl, change)).rejects.toThrow('the audit trail is only ever appended to');
    }
    expect(await query(databaseUrl, 'select action from audit_trail')).toEqual([{ action: 'created' }]);
  });

  it('refuses a list that takes too long, and the database does no more for it [rql.budget]', async () => {
    const databaseUrl = await emptyDatabase();
    const server = await startServer({ databaseUrl, tokenKeys: testKeys(), statementTimeout: 1 });
    await addRows(server);
    const answer = await getRaw(server, `${TOKENS}?${EXPENSIVE}`, 'client');
    expect([answer.status, answer.body.code]).toEqual([400, 'filter.too-expensive']);
    expect(await statements(databaseUrl)).toBe(0);
  });

  it('ends what it reads for a caller that leaves [rate-limit.leaving]', async () => {
    const databaseUrl = await emptyDatabase();
    const server = await startServer({ databaseUrl, tokenKeys: testKeys(), statementTimeout: 0 });
    await addRows(server);
    const slow = begin(server, `${TOKENS}?${EXPENSIVE}`, 'client');
    await expect.poll(() => statements(databaseUrl), PATIENCE).toBe(1);
    expect((await getRaw(server, `${TOKENS}?limit=1`, 'vendor')).status).toBe(200);
    slow.leave();
    await expect.poll(() => statements(databaseUrl), PATIENCE).toBe(0);
    expect((await getRaw(server, `${TOKENS}?limit=1`, 'client')).status).toBe(200);
  });

  it('answers others at once while lists take all the places that there are for lists', async () => {
    const databaseUrl = await emptyDatabase();
    const server = await startServer({ databaseUrl, tokenKeys: testKeys(), statementTimeout: 0 });
    await addRows(server);
    const callers = ['client', 'operations', 'vendor', 'otherClient'] as const;
    const lists = callers.flatMap((as) => [1, 2].map(() => begin(server, `${TOKENS}?${EXPENSIVE}`, as)));
    await expect.poll(() => statements(databaseUrl), PATIENCE).toBeGreaterThan(1);
    const get = () => server.call('GET', `${TOKENS}/${SAMPLE.client}`, { as: 'client' });
    const create = () => server.call('POST', TOKENS, { as: 'client', body: { name: 'x' } });
    const ready = () => server.call('GET', '/readyz');
    const answers = await Promise.all(Array.from({ length: 10 }, () => [get(), create(), ready()]).flat());
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 201]));
    expect(await statements(databaseUrl)).toBeGreaterThan(1);
    for (const list of lists) list.leave();
    await expect.poll(() => statements(databaseUrl), PATIENCE).toBe(0);
  });
});
