import { expect, it } from 'vitest';
import { emptyDatabase, query, testKeys } from './testing/postgres/databases.ts';
import { TOKENS } from './testing/query.ts';
import { SAMPLE, startServer, type TestServer } from './testing/server.ts';

const INSTANCES = 3;
const CREATES = 300;
const CALLERS_OF_ONE = 4;
/** Of 300 creations. It is none, but for a chance meeting with what is no creation, such as the use of a token. */
const HARDLY_ANY = 3;

/** Transactions that came to nothing, of all connections there have been. */
async function undone(url: string): Promise<number> {
  // What a connection has done is counted when it has ended.
  const others = "select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
  await expect.poll(() => query(url, others)).toEqual([]);
  const [row] = await query(url, 'select xact_rollback from pg_stat_database where datname = current_database()');
  return Number(row.xact_rollback);
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

it('creations of one account by three instances hardly ever have to be done again, and are in one order [list.walk]', async () => {
  const options = { databaseUrl: await emptyDatabase(), tokenKeys: testKeys() };
  const first = await startServer(options);
  const as = { credential: first.credentials[SAMPLE.client] ?? '' };
  await first.close();
  const before = await undone(options.databaseUrl);
  const servers = await Promise.all(Array.from({ length: INSTANCES }, () => startServer(options)));
  const created = await Promise.all(servers.map((server) => createAll(server, as, CREATES / INSTANCES)));
  await Promise.all(servers.map((server) => server.close()));
  expect((await undone(options.databaseUrl)) - before).toBeLessThanOrEqual(HARDLY_ANY);
  const ids = new Set(created.flat());
  expect(ids.size).toBe(CREATES);
  const rows = await query(options.databaseUrl, 'select id, created_at from tokens');
  const times = rows.filter(({ id }) => ids.has(id)).map(({ created_at }) => created_at);
  expect(new Set(times).size).toBe(CREATES);
});
