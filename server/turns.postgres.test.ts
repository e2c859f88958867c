import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from './store/index.ts';
import { emptyDatabase, query, testKeys } from './testing/postgres/databases.ts';
import { TOKENS } from './testing/query.ts';
import { accountRow, addTokens, tokenRow } from './testing/rows.ts';
import { ACCOUNTS, SAMPLE, startServer, type TestServer } from './testing/server.ts';

const INSTANCES = 3;
const CREATES = 300;
const CALLERS_OF_ONE = 4;
/** Where the machine stands still for seconds, some go on without their turn. Without turns it is more than 100. */
const HARDLY_ANY = 15;
/** With so many, no database reads all of them where it can look into an index. */
const MANY = 3_000;

/** What the database has counted of all connections there have been. */
async function counted(url: string, what: string): Promise<number> {
  // What a connection has done is counted when it has ended.
  const others = 'select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
  await expect.poll(() => query(url, others)).toEqual([]);
  const [row] = await query(url, `select ${what} as count`);
  return Number(row.count);
}

/** Transactions that came to nothing. */
function undone(url: string): Promise<number> {
  return counted(url, '(select xact_rollback from pg_stat_database where datname = current_database())');
}

async function createAll(server: TestServer, as: { credential: string }, count: number): Promise<string[]> {
  const ids: string[] = [];
  let left = count;
  const caller = async () => {
    while (left-- > 0) {
      const body = { name: 'Of several instances', modules: [{ id: 'MOD-1756' }, { id: 'MOD-4411' }] };
      const headers = { 'Idempotency-Key': crypto.randomUUID() };
      const answer = await server.call('POST', TOKENS, { as, body, headers });
      expect(answer.status).toBe(201);
      ids.push(answer.body.id);
    }
  };
  await Promise.all(Array.from({ length: CALLERS_OF_ONE }, caller));
  return ids;
}

/** A database with the sample data, and who may create tokens in it. */
async function seeded() {
  const options = { databaseUrl: await emptyDatabase(), tokenKeys: testKeys() };
  const server = await startServer(options);
  const as = { credential: server.credentials[SAMPLE.client] ?? '' };
  await server.close();
  return { options, as };
}

/** Each stands at a place of its own in the default order, and everything that is kept of them is there. */
async function assertInOrder(url: string, created: readonly string[]): Promise<void> {
  const rows = await query(url, 'select id, created_at from tokens');
  const times = new Map(rows.map(({ id, created_at }) => [id, created_at]));
  expect(new Set(created.map((id) => times.get(id))).size).toBe(created.length);
  const [kept] = await query(
    url,
    `select (select sum(total) from tokens_by_account) as totals, (select count(*) from tokens) as tokens,
      (select count(*)::integer from keyed_creations) as keys, (select count(*)::integer from audit_trail) as told`,
  );
  expect(kept).toMatchObject({ totals: kept.tokens, keys: created.length, told: created.length });
}

describe('creations', () => {
  it('of one account by three instances hardly ever have to be done again, and are in one order [list.walk]', async () => {
    const { options, as } = await seeded();
    const before = await undone(options.databaseUrl);
    const servers = await Promise.all(Array.from({ length: INSTANCES }, () => startServer(options)));
    const created = await Promise.all(servers.map((server) => createAll(server, as, CREATES / INSTANCES)));
    await Promise.all(servers.map((server) => server.close()));
    expect((await undone(options.databaseUrl)) - before).toBeLessThanOrEqual(HARDLY_ANY);
    await assertInOrder(options.databaseUrl, created.flat());
  });

  it('by several instances leave no account with more tokens than it may have', async () => {
    const { options, as } = await seeded();
    const [there] = await query(
      options.databaseUrl,
      `select count(*)::integer as count from tokens where account_id = '${ACCOUNTS.client}' and status <> 'Deleted'`,
    );
    const tokensPerAccount = there.count + 10;
    const servers = await Promise.all(
      Array.from({ length: INSTANCES }, () => startServer({ ...options, tokensPerAccount })),
    );
    const statuses = await Promise.all(
      Array.from({ length: 10 * INSTANCES }, async (_, n) => {
        const server = servers[n % INSTANCES] as TestServer;
        return (await server.call('POST', TOKENS, { as, body: { name: 'One of many' } })).status;
      }),
    );
    expect(statuses.filter((status) => status === 201)).toHaveLength(10);
    expect(statuses.filter((status) => status === 400)).toHaveLength(20);
  });

  it('never read the tokens that are there, however many they are', async () => {
    const { options, as } = await seeded();
    const { databaseUrl } = options;
    const scans = () => counted(databaseUrl, "(select seq_scan from pg_stat_user_tables where relname = 'tokens')");
    const filled = await startServer(options);
    const rows = Array.from({ length: MANY }, (_, n) => ({ id: `TKN-7000-${1000 + n}`, accountId: ACCOUNTS.client }));
    await addTokens(filled, rows);
    await filled.close();
    await query(databaseUrl, 'analyze');
    const during = async (creates: number) => {
      const before = await scans();
      const server = await startServer(options);
      await createAll(server, as, creates);
      await server.close();
      return (await scans()) - before;
    };
    const ofStart = await during(0);
    expect(await during(20)).toBe(ofStart);
  });
});

describe('changes that come at once', () => {
  const account = 'ACC-0000-0001';
  const row = (id: string) => tokenRow({ id, accountId: account });

  it('are one transaction, and each has an outcome of its own', async () => {
    const url = await emptyDatabase();
    const store = await openStore(url);
    onTestFinished(() => store.close());
    await store.transaction(({ accounts }) => accounts.insert(accountRow({ id: account }), []));
    await store.transaction(({ tokens }) => tokens.insert(row('TKN-0000-0001')));
    const outcomes = await Promise.allSettled([
      store.transaction(({ tokens }) => tokens.insert(row('TKN-0000-0002'))),
      store.transaction(({ tokens }) => tokens.insert(row('TKN-0000-0001'))),
      store.transaction(async ({ tokens }) => {
        await tokens.insert(row('TKN-0000-0003'));
        throw new Error('no');
      }),
      store.transaction(({ tokens }) => tokens.insert(tokenRow({ id: 'TKN-0000-0004', accountId: 'ACC-9' }))),
      store.transaction(async ({ tokens }) => [await tokens.countOf(account), await tokens.latestCreation()]),
    ]);
    const at = row('TKN-0000-0002').audit.created.at;
    expect(outcomes).toMatchObject([
      { value: true },
      { value: false },
      { reason: { message: 'no' } },
      { reason: { code: '23503' } },
      { value: [2, at] },
    ]);
    expect(await query(url, 'select id from tokens order by id')).toEqual([
      { id: 'TKN-0000-0001' },
      { id: 'TKN-0000-0002' },
    ]);
  });

  it('see what those before them did', async () => {
    const store = await openStore(await emptyDatabase());
    onTestFinished(() => store.close());
    await store.transaction(({ accounts }) => accounts.insert(accountRow({ id: account }), []));
    const [, identity, found, count, modules] = await Promise.all([
      store.transaction(({ tokens }) => tokens.insert(row('TKN-0000-0001'))),
      store.transaction(({ tokens }) => tokens.identity('TKN-0000-0001')),
      store.transaction(({ tokens }) => tokens.find('TKN-0000-0001')),
      store.transaction(async ({ tokens, accounts }) => {
        const before = [await tokens.countOf(account), (await accounts.find(account))?.revision];
        await tokens.insert(row('TKN-0000-0002'));
        await accounts.setModules(account, [], 1);
        return [...before, await tokens.countOf(account), (await accounts.find(account))?.revision];
      }),
      store.transaction(({ accounts }) => accounts.find(account)),
    ]);
    expect(identity?.id).toBe('TKN-0000-0001');
    expect(found?.id).toBe('TKN-0000-0001');
    expect(count).toEqual([1, 1, 2, 2]);
    expect(modules?.revision).toBe(2);
  });
});

describe('a turn', () => {
  it('is gone without, where whoever has it does not end', async () => {
    const { options, as } = await seeded();
    const server = await startServer(options);
    const holder = new pg.Client({ connectionString: options.databaseUrl });
    await holder.connect();
    onTestFinished(() => holder.end());
    await holder.query('begin; lock table turns in exclusive mode');
    expect(await createAll(server, as, 8)).toHaveLength(8);
  });

  it('is done without, where the user of the database may not have one, and nothing is less right [list.walk]', async () => {
    const { options, as } = await seeded();
    const { databaseUrl } = options;
    await query(databaseUrl, 'create role turnless login password $$turnless$$').catch(() => {});
    await query(databaseUrl, 'grant create, usage on schema public to turnless');
    await query(databaseUrl, 'grant all on all tables in schema public to turnless');
    await query(databaseUrl, 'revoke all on turns from turnless');
    onTestFinished(() => query(databaseUrl, 'drop owned by turnless').then(() => {}));
    const url = new URL(databaseUrl);
    [url.username, url.password] = ['turnless', 'turnless'];
    const servers = await Promise.all([
      startServer(options),
      startServer({ ...options, databaseUrl: url.href }),
      startServer({ ...options, databaseUrl: url.href }),
    ]);
    const created = await Promise.all(servers.map((server) => createAll(server, as, 20)));
    await Promise.all(servers.map((server) => server.close()));
    await assertInOrder(databaseUrl, created.flat());
  });
});
