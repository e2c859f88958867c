import { beforeEach, expect, test } from 'vitest';
import { ACCOUNTS, SAMPLE, startServer } from '../../server/testing/server.ts';
import { type Client, createClient } from '../index.ts';
import { collected } from '../testing.ts';
import { eachStaleToken, staleFilter, stopLeaked } from './index.ts';

let client: Client;
beforeEach(async () => {
  const { url, credentials } = await startServer();
  client = createClient({ baseUrl: url, token: credentials[SAMPLE.operations] ?? '' });
});

test('a leaked credential is stopped, and who made it is told', async () => {
  const { id, token } = await client.createApiToken({ name: 'Leaked', account: { id: ACCOUNTS.client } });
  const found = await stopLeaked(client, `${token}\n`);
  expect(found).toMatchObject({ disabled: true, token: { id, name: 'Leaked' }, by: { id: SAMPLE.operations } });
  expect((await client.getApiToken(id)).status).toBe('Disabled');
  expect(await stopLeaked(client, token)).toMatchObject({ disabled: false, token: { status: 'Disabled' } });
  expect(await stopLeaked(client, `${token}x`)).toBeUndefined();
});

test('tokens that nobody used are those of no use since, or of none at all', async () => {
  const { id } = await client.createApiToken({ name: 'New' });
  const ids = async (days: number) => (await collected(eachStaleToken(client, days))).map((token) => token.id);
  expect(await ids(1)).not.toContain(id);
  const { data } = await client.listApiTokens({ filter: staleFilter(1, new Date(Date.now() + 2 * 86_400_000)) });
  expect(data.map((token) => token.id)).toContain(id);
  await client.disableApiToken(id);
  expect(await ids(0)).not.toContain(id);
});
