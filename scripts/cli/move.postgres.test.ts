import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { generateCredential } from '../../server/core/credential.ts';
import { authenticator } from '../../server/core/tokens/authentication.ts';
import { createServer } from '../../server/index.ts';
import { openConnections } from '../../server/store/index.ts';
import { moveDatabase } from '../../server/store/move.ts';
import { bareDatabase, query } from '../../server/testing/postgres/databases.ts';
import { addTokens } from '../../server/testing/rows.ts';
import { SAMPLE, startServer, temporaryFolder } from '../../server/testing/server.ts';
import { runToEnd } from './testing.ts';

const TOKENS = '/public/v1/accounts/api-tokens';
const MANY = 10_000;
const key = { id: 'moved', secret: Buffer.alloc(32, 9) };
const TOKEN_KEYS = `moved:${key.secret.toString('base64')}`;

it('moves 10,000 tokens while they are read, goes on where it was broken off, and every credential works after', async () => {
  const databaseUrl = `sqlite:${join(await temporaryFolder(), 'tokens.db')}`;
  const server = await startServer({ databaseUrl, tokenKeys: [key] });
  const credentials = new Map(
    Array.from({ length: MANY }, (_, n) => {
      const id = `TKN-8${String(Math.floor(n / 1000)).padStart(3, '0')}-${1000 + (n % 1000)}`;
      return [id, generateCredential(id)];
    }),
  );
  const rows = [...credentials].map(([id, credential]) => ({ id, credential: server.keyring.seal(id, credential) }));
  await addTokens(server, rows);
  const target = await bareDatabase();
  const environment = { DATABASE_URL: databaseUrl, TARGET_DATABASE_URL: target, TOKEN_KEYS };

  const [from, to] = [await openConnections(databaseUrl), await openConnections(target)];
  const broken = moveDatabase(from, to, (table, done) => {
    if (table === 'tokens' && done >= MANY / 2) throw new Error('It was killed.');
  });
  await expect(broken).rejects.toThrow('It was killed.');
  await Promise.all([from.close(), to.close()]);
  const [{ count: half }] = await query(target, 'select count(*)::integer as count from tokens');
  expect(half).toBeGreaterThanOrEqual(MANY / 2 - 500);

  const moving = runToEnd('move', ['--json'], environment);
  let [reads, isMoving] = [0, true];
  const ended = moving.finally(() => (isMoving = false));
  while (isMoving) {
    expect((await server.call('GET', `${TOKENS}/${SAMPLE.client}`, { as: 'client' })).status).toBe(200);
    reads += 1;
    await delay(20);
  }
  const { out, problems, code } = await ended;
  expect([code, problems]).toEqual([0, '']);
  expect(reads).toBeGreaterThan(1);
  const tokens = JSON.parse(out).find(({ table }: { table: string }) => table === 'tokens');
  // Of one the last use was written since.
  expect(tokens.rows - tokens.written).toBeGreaterThanOrEqual(half - 1);

  // What changes meanwhile is taken over by the next one.
  const made = await server.call('POST', TOKENS, { as: 'client', body: { name: 'late' } });
  await server.call('POST', `${TOKENS}/${SAMPLE.otherClient}/disable`, { as: 'otherClient' });
  await server.close();
  const again = await runToEnd('move', [], environment);
  expect(again.problems + again.out).toMatch(/tokens: 100\d\d rows, [23] of them written now(.|\n)*hold the same/);

  const moved = await createServer({ port: 0, databaseUrl: target, tokenKeys: [key], logLevel: 'silent' });
  try {
    const authenticate = authenticator({ store: moved.store, vault: moved.keyring, onUse: () => {} });
    for (const [id, credential] of [...credentials, [made.body.id, made.body.token] as const]) {
      expect((await authenticate(credential))?.token.id).toBe(id);
    }
    expect(await authenticate(server.credentials[SAMPLE.otherClient] ?? '')).toBeUndefined();
  } finally {
    await moved.close();
  }
});

it('says what is missing, and repeats no password', async () => {
  const folder = await temporaryFolder();
  const environment = { DATABASE_URL: `sqlite:${join(folder, 'tokens.db')}` };
  const without = await runToEnd('move', [], environment);
  expect([without.code, without.problems]).toEqual([1, expect.stringContaining('TARGET_DATABASE_URL is not set')]);
  const wrong = await runToEnd('move', [], { ...environment, TARGET_DATABASE_URL: 'postgres://u:secret@h' });
  expect([wrong.code, wrong.problems]).toEqual([1, expect.stringContaining('names no database')]);
  expect(wrong.problems).not.toContain('secret');
});
