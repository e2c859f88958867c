import { join } from 'node:path';
import { expect, it } from 'vitest';
import { emptyDatabase } from './testing/postgres/databases.ts';
import { Instance } from './testing/postgres/instances.ts';
import { TOKENS } from './testing/query.ts';
import { SAMPLE, temporaryFolder } from './testing/server.ts';

const TOKEN_KEYS = `shared:${Buffer.alloc(32, 7).toString('base64')}`;
const CREATED = 12;
const HOUR_MS = 3_600_000;

/** A module that sets the clock of a process back by an hour. */
const BEHIND = `data:text/javascript,${encodeURIComponent(`const now = Date.now; Date.now = () => now() - ${HOUR_MS};`)}`;

it('keeps the order of creations, and keys, where the clock of one server is an hour behind [list.default-order] [idempotency.lasting]', async () => {
  const folder = await temporaryFolder();
  const environment = { DATABASE_URL: await emptyDatabase(), TOKEN_KEYS };
  const behind = await Instance.start(join(folder, 'behind'), { ...environment, NODE_OPTIONS: `--import=${BEHIND}` });
  const right = await Instance.start(join(folder, 'right'), environment);
  const { [SAMPLE.client]: credential = '' } = await behind.credentials();
  const call = async ({ url }: Instance, method: string, path: string, body?: object, key?: string) => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        Authorization: `Bearer ${credential}`,
        'Content-Type': 'application/json',
        ...(key && { 'Idempotency-Key': key }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: a test asserts what it reads, the type would only repeat it.
    const parsed: any = await answer.json();
    return { status: answer.status, headers: answer.headers, body: parsed };
  };

  const ids: string[] = [];
  for (let made = 0; made < CREATED; made++) {
    const at = made % 2 === 0 ? behind : right;
    const { status, body } = await call(at, 'POST', TOKENS, { name: `made ${made}` });
    expect(status).toBe(201);
    ids.push(body.id);
  }
  const { body: list } = await call(right, 'GET', `${TOKENS}?limit=${CREATED}&like(name,made*)&order=audit.created.at`);
  expect(list.data.map(({ id }: { id: string }) => id)).toEqual(ids);
  const first = await call(right, 'POST', TOKENS, { name: 'once' }, 'a-key');
  const again = await call(behind, 'POST', TOKENS, { name: 'once' }, 'a-key');
  expect([again.status, again.headers.get('Idempotency-Replayed'), again.body.id]).toEqual([
    201,
    'true',
    first.body.id,
  ]);
  const changed = await call(behind, 'PUT', `${TOKENS}/${ids[0]}`, { name: 'changed' });
  expect(changed.status).toBe(200);
  const { body: seen } = await call(right, 'GET', `${TOKENS}/${ids[0]}?select=audit`);
  const { created, updated } = seen.audit;
  expect(Date.parse(created.at)).toBeLessThan(Date.now() - HOUR_MS / 2);
  expect(Date.parse(updated.at)).toBeGreaterThanOrEqual(Date.parse(created.at));
  for (const instance of [right, behind]) expect((await fetch(`${instance.url}/readyz`)).status).toBe(200);
});
