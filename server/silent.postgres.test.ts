import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { losingAddress } from './testing/postgres/addresses.ts';
import { emptyDatabase, query, testKeys } from './testing/postgres/databases.ts';
import { NOT_LASTING, removePostgres, startPostgres } from './testing/postgres/server.ts';
import { TOKENS } from './testing/query.ts';
import { SAMPLE, startServer } from './testing/server.ts';

const PATIENCE = { timeout: 60_000 };
/** One after the other, each by itself would take as long as a statement may. */
const MANY = 30;
const ALL_WITHIN_MS = 60_000;

async function serverOn(databaseUrl: string) {
  const server = await startServer({ databaseUrl, tokenKeys: testKeys() });
  const create = (name: string) => server.call('POST', TOKENS, { as: 'client', body: { name } });
  const ready = async () => (await server.call('GET', '/readyz')).status;
  /** In this order, each when the one before is answered. */
  const requests = [
    () => server.call('GET', `${TOKENS}/${SAMPLE.client}`, { as: 'client' }),
    () => server.call('GET', '/readyz'),
    () => server.call('GET', TOKENS, { as: 'client' }),
    () => create('while it is silent'),
  ];
  return { server, create, ready, requests };
}

type Served = Awaited<ReturnType<typeof serverOn>>;

async function expectSilence({ server, requests }: Served): Promise<void> {
  const begun = performance.now();
  const first = await Promise.all(requests.map((request) => request()));
  const later = [];
  for (let sent = 0; sent < MANY; sent++) later.push(await requests[sent % requests.length]?.());
  for (const answer of [...first, ...later]) {
    expect([answer?.status, answer?.headers.get('Content-Type')]).toEqual([
      503,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(Number(answer?.headers.get('Retry-After'))).toBeGreaterThan(0);
  }
  expect((await server.call('GET', '/healthz')).status).toBe(200);
  expect(performance.now() - begun).toBeLessThan(ALL_WITHIN_MS);
}

async function ofMine() {
  const postgres = await startPostgres(NOT_LASTING);
  onTestFinished(() => removePostgres(postgres));
  return postgres;
}

describe('a database that accepts connections and does not answer', () => {
  it('is answered for with 503 as long as it is frozen, and no longer', async () => {
    const postgres = await ofMine();
    const served = await serverOn(postgres.urlOf('postgres'));
    expect((await served.create('before')).status).toBe(201);
    await postgres.freeze();
    await expectSilence(served);
    expect(served.server.log()).toMatch(/it cannot be reached \(no answer within .*the database cannot be used/);
    await postgres.thaw();
    await expect.poll(served.ready, PATIENCE).toBe(200);
    expect((await served.create('after')).status).toBe(201);
    const names = await query(postgres.urlOf('postgres'), "select name from tokens where name ~ 'before|while|after'");
    expect(names.map(({ name }) => name).toSorted()).toEqual(['after', 'before']);
  });

  it('is told what was being done then only when it says what became of it', async () => {
    const postgres = await ofMine();
    const served = await serverOn(postgres.urlOf('postgres'));
    const statuses = new Map<string, number>();
    let isOver = false;
    const clients = Array.from({ length: 8 }, async (_, client) => {
      for (let sent = 0; !isOver; sent++) {
        const name = `load ${client} ${sent}`;
        statuses.set(name, (await served.create(name)).status);
      }
    });
    for (let round = 0; round < 3; round++) {
      await expect.poll(() => [...statuses.values()].at(-1), PATIENCE).toBe(201);
      await postgres.freeze();
      // Not what was being written: nobody is told of that before it is known, or cannot be.
      await expect.poll(served.ready, PATIENCE).toBe(503);
      await postgres.thaw();
    }
    isOver = true;
    await Promise.all(clients);
    await postgres.freeze();
    statuses.set('load while frozen', (await served.create('load while frozen')).status);
    await postgres.thaw();
    await expect.poll(served.ready, PATIENCE).toBe(200);
    expect([...new Set(statuses.values())].toSorted()).toEqual([201, 503]);
    const rows = await query(postgres.urlOf('postgres'), "select name from tokens where name like 'load %'");
    const done = [...statuses].filter(([, status]) => status === 201).map(([name]) => name);
    expect(rows.map(({ name }) => name).toSorted()).toEqual(done.toSorted());
  });

  it('is answered for with 503 where the network loses everything, and no longer', async () => {
    const url = new URL(await emptyDatabase());
    const address = await losingAddress(Number(url.port));
    url.port = String(address.port);
    const served = await serverOn(url.href);
    expect((await served.create('before')).status).toBe(201);
    address.lose(true);
    await expectSilence(served);
    address.lose(false);
    await expect.poll(served.ready, PATIENCE).toBe(200);
    expect((await served.create('after')).status).toBe(201);
  });

  it('is another one than a database whose statements wait', async () => {
    const url = await emptyDatabase();
    const served = await serverOn(url);
    const { server, requests, create } = served;
    expect((await create('before')).status).toBe(201);
    const locked = query(
      url,
      'begin; lock table tokens, accounts in access exclusive mode; select pg_sleep(2); commit',
    );
    await expect
      .poll(() => query(url, "select 1 from pg_locks where mode = 'AccessExclusiveLock' and granted"), PATIENCE)
      .not.toEqual([]);
    const answers = Promise.all([...requests, ...requests].map((request) => request()));
    await delay(1_200);
    expect(await served.ready()).toBe(200);
    await locked;
    expect((await answers).map(({ status }) => status)).toEqual([200, 200, 200, 201, 200, 200, 200, 201]);
    expect(server.log()).not.toContain('the database cannot be used');
  });
});
