import { beforeEach, describe, expect, test } from 'vitest';
import { SAMPLE, startServer, type TestServer } from '../server/testing/server.ts';
import { ApiProblem, type Client, createClient, etagOf } from './index.ts';
import { answering, json } from './testing.ts';

const TOKEN = 'idt:TKN-0000-0001:0123456789abcdefghijklmnopqrstuvwxyz';

let server: TestServer;
let client: Client;
let id: string;
beforeEach(async () => {
  server = await startServer();
  client = createClient({ baseUrl: server.url, token: server.credentials[SAMPLE.client] ?? '' });
  id = (await client.createApiToken({ name: 'Shared' })).id;
});

const tagOf = async () => etagOf(await client.getApiToken(id)) ?? '';

describe('etagOf', () => {
  test('tells the tag of whatever answered a token, and of nothing else', async () => {
    const answers = [
      await client.createApiToken({ name: 'x' }),
      await client.getApiToken(id),
      await client.updateApiToken(id, { name: 'New' }),
      await client.disableApiToken(id),
      await client.enableApiToken(id),
    ];
    for (const answer of answers) expect(etagOf(answer)).toMatch(/^"\d+-/);
    const [first = {}] = answers;
    expect(etagOf({ ...first })).toBeUndefined();
    const { data } = await client.listApiTokens({ limit: 1 });
    expect(etagOf(data[0] ?? {})).toBeUndefined();
  });

  test('is undefined where the origin gives none', async () => {
    const { url } = await answering(json(200, { id: 'TKN-0000-0002' }));
    expect(etagOf(await createClient({ baseUrl: url, token: TOKEN }).getApiToken('TKN-0000-0002'))).toBeUndefined();
  });
});

const CHANGES: [name: string, change: (options?: { ifMatch: string }) => Promise<unknown>][] = [
  ['updateApiToken', (options) => client.updateApiToken(id, { description: 'x' }, options)],
  ['disableApiToken', (options) => client.disableApiToken(id, options)],
  ['enableApiToken', (options) => client.enableApiToken(id, options)],
  ['deleteApiToken', (options) => client.deleteApiToken(id, options)],
];

test.each(CHANGES)('%s with ifMatch is made once, and is 412 afterwards', async (name, change) => {
  if (name === 'enableApiToken') await client.disableApiToken(id);
  const tag = await tagOf();
  await client.updateApiToken(id, { name: 'Meanwhile' });
  const error = await change({ ifMatch: tag }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApiProblem);
  expect(error).toMatchObject({ status: 412, code: 'precondition.failed' });
  await change({ ifMatch: await tagOf() });
});

test('two programs that read again lose nothing', async () => {
  const add = async (word: string) => {
    for (;;) {
      const token = await client.getApiToken(id);
      const tag = etagOf(token);
      if (tag === undefined) throw new Error('The origin gives no tags.');
      try {
        return await client.updateApiToken(id, { description: `${token.description ?? ''}${word}` }, { ifMatch: tag });
      } catch (error) {
        if (!(error instanceof ApiProblem && error.status === 412)) throw error;
      }
    }
  };
  await Promise.all(['a', 'b', 'c', 'd'].map(add));
  expect([...((await client.getApiToken(id)).description ?? '')].sort()).toEqual(['a', 'b', 'c', 'd']);
});

test('getApiToken with ifNoneMatch gives undefined for what is known, and the token where it changed', async () => {
  const tag = await tagOf();
  expect(await client.getApiToken(id, { ifNoneMatch: tag })).toBeUndefined();
  expect((await client.getApiToken(id, { ifNoneMatch: tag, select: '+audit' }))?.audit).toBeDefined();
  await client.updateApiToken(id, { name: 'New' });
  expect(await client.getApiToken(id, { ifNoneMatch: tag })).toMatchObject({ name: 'New' });
});

test('a 304 that nobody asked for is no answer', async () => {
  const { url } = await answering({ status: 304 });
  const call = createClient({ baseUrl: url, token: TOKEN }).getApiToken('TKN-0000-0002');
  await expect(call).rejects.toMatchObject({ name: 'UnexpectedAnswer', status: 304 });
});

test('a condition that is there and no text is a TypeError, because the request would have none', async () => {
  const { url, seen } = await answering(json(200, {}));
  const other = createClient({ baseUrl: url, token: TOKEN });
  const nothing = undefined as unknown as string;
  await expect(other.updateApiToken('x', {}, { ifMatch: nothing })).rejects.toThrow('ifMatch must be an entity tag.');
  await expect(other.getApiToken('x', { ifNoneMatch: nothing })).rejects.toThrow('ifNoneMatch must be an entity tag.');
  expect(seen).toEqual([]);
});
