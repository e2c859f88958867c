import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { movingAddress } from './testing/postgres/addresses.ts';
import { newDatabase, query, TEMPLATE } from './testing/postgres/databases.ts';
import { Instance } from './testing/postgres/instances.ts';
import { type Seen, startLoad } from './testing/postgres/load.ts';
import { promote, startStandby } from './testing/postgres/replica.ts';
import { NOT_LASTING, type PostgresServer, removePostgres, startPostgres } from './testing/postgres/server.ts';
import { SAMPLE, temporaryFolder } from './testing/server.ts';

const TOKEN_KEYS = `shared:${Buffer.alloc(32, 7).toString('base64')}`;
/** Whatever is answered is written. */
const SETTINGS = [
  ...NOT_LASTING.filter((setting) => !setting.startsWith('synchronous_commit')),
  'synchronous_commit=on',
];
const CLIENTS = 6;
const BETWEEN_MS = 1_500;
const ROUNDS = 30;
const END_ALL =
  "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()";
const PATIENCE = { timeout: 60_000 };

async function ownPostgres() {
  const postgres = await startPostgres(SETTINGS);
  onTestFinished(() => removePostgres(postgres));
  return postgres;
}

/** Three servers on one database, which start at once. */
async function threeInstances(databaseUrl: string) {
  const folder = await temporaryFolder();
  const environment = { DATABASE_URL: databaseUrl, TOKEN_KEYS };
  const instances = await Promise.all(
    ['one', 'two', 'three'].map((name) => Instance.start(join(folder, name), environment)),
  );
  // One of them has filled the database.
  const seeded = await Promise.all(instances.map((instance) => instance.credentials().catch(() => ({}))));
  const found = seeded.filter((credentials) => Object.keys(credentials).length > 0);
  expect(found).toHaveLength(1);
  const { [SAMPLE.client]: credential = '' } = found[0] as Record<string, string>;
  return { instances, credential };
}

async function ready(instances: readonly Instance[]): Promise<void> {
  for (const { url } of instances)
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status, PATIENCE).toBe(200);
}

async function expectKept({ created, disabled, wrong, answers }: Seen, databaseUrl: string): Promise<void> {
  expect(wrong).toEqual([]);
  expect(created.size).toBeGreaterThan(20);
  expect(answers).toBeGreaterThan(100);
  const rows = await query(databaseUrl, "select id, name, status from tokens where name like 'load %'");
  const byName = new Map(rows.map(({ name, id }) => [name, id]));
  expect(byName.size).toBe(rows.length);
  expect([...created].filter(([name, id]) => byName.get(name) !== id)).toEqual([]);
  const active = new Set(rows.filter(({ status }) => status === 'Active').map(({ id }) => id));
  expect([...disabled].filter((id) => active.has(id))).toEqual([]);
  const [totals] = await query(
    databaseUrl,
    'select (select sum(total) from tokens_by_account) as kept, (select count(*) from tokens) as counted',
  );
  expect(totals.kept).toBe(totals.counted);
}

describe('three servers on one database', () => {
  it('lose nothing, let nobody in and make nothing twice, whichever is killed and while the database is started anew [auth.revoked-at-once] [idempotency.lasting]', async () => {
    const postgres = await ownPostgres();
    await query(postgres.urlOf('postgres'), `create database ${TEMPLATE}`);
    const databaseUrl = await newDatabase(TEMPLATE, postgres.urlOf('postgres'));
    const { instances, credential } = await threeInstances(databaseUrl);
    const load = startLoad(instances, credential, CLIENTS);
    for (const instance of instances) {
      await delay(BETWEEN_MS);
      await instance.killAndRestart();
    }
    await load.outage(async () => {
      await postgres.stop();
      await delay(BETWEEN_MS);
      await postgres.start();
      await ready(instances);
      await delay(BETWEEN_MS);
    });
    await delay(BETWEEN_MS);
    const seen = await load.stop();
    expect(seen.unavailable).toBeGreaterThan(0);
    await expectKept(seen, databaseUrl);
  });

  it('lose nothing while the database ends all their connections again and again', async () => {
    const postgres = await ownPostgres();
    const databaseUrl = postgres.urlOf('postgres');
    const { instances, credential } = await threeInstances(databaseUrl);
    const load = startLoad(instances, credential, CLIENTS);
    await load.outage(async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const { size } = load.seen.created;
        await query(databaseUrl, END_ALL);
        // A slow machine would never have a connection for long enough.
        await expect.poll(() => load.seen.created.size, PATIENCE).toBeGreaterThan(size);
      }
      await ready(instances);
    });
    await delay(BETWEEN_MS);
    await expectKept(await load.stop(), databaseUrl);
  });

  it('go on with the standby where the primary fails: what was answered is there [idempotency.lasting]', async () => {
    const { primary, standby } = await pair();
    const address = await movingAddress(primary.port);
    const url = new URL(primary.urlOf('postgres'));
    url.port = String(address.port);
    await expectFailover(url.href, standby, async () => {
      await primary.crash();
      await delay(BETWEEN_MS);
      await promote(standby);
      address.moveTo(standby.port);
    });
  });

  it.each(['crash', 'freeze'] as const)(
    'find the standby by themselves, where the URL has both: after a %s',
    async (how) => {
      const { primary, standby } = await pair();
      const url = primary.urlOf('postgres').replace(/:(\d+)\/postgres$/, `:$1,127.0.0.1:${standby.port}/postgres`);
      await expectFailover(url, standby, async () => {
        await primary[how]();
        await delay(BETWEEN_MS);
        await promote(standby);
      });
    },
  );
});

async function pair() {
  const primary = await ownPostgres();
  const standby = await startStandby(primary);
  onTestFinished(() => removePostgres(standby));
  return { primary, standby };
}

async function expectFailover(url: string, standby: PostgresServer, fail: () => Promise<void>): Promise<void> {
  const { instances, credential } = await threeInstances(url);
  const load = startLoad(instances, credential, CLIENTS);
  await delay(BETWEEN_MS);
  await load.outage(async () => {
    await fail();
    await ready(instances);
    // What was begun in between ends.
    await delay(BETWEEN_MS);
  });
  await delay(BETWEEN_MS);
  const seen = await load.stop();
  expect(seen.unavailable).toBeGreaterThan(0);
  await expectKept(seen, standby.urlOf('postgres'));
}
