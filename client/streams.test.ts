import { describe, expect, onTestFinished, test } from 'vitest';
import { createMock } from '../mock/examples/server.ts';
import { addTokens } from '../server/testing/rows.ts';
import { ACCOUNTS, SAMPLE, startServer } from '../server/testing/server.ts';
import { createClient } from './client.ts';
import { BrokenStream } from './streams.ts';
import { answering } from './testing.ts';

const HEADERS = { 'Content-Type': 'application/jsonl', 'MPT-Streaming': 'true', 'MPT-Item-Count': '2' };
const [FIRST, SECOND] = ['{"id":"TKN-1","name":"\u2028"}', '{"id":"TKN-2","$meta":{"deleted":true}}'];

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function streamed(body: string, headers: Record<string, string> = HEADERS) {
  const { url } = await answering({ status: 200, headers, body });
  return collected(createClient({ baseUrl: url, token: 'any' }).streamApiTokens());
}

describe('a stream', () => {
  test('is asked for in JSON Lines, with the query of a list', async () => {
    const { url, seen } = await answering({ status: 200, headers: HEADERS, body: `${FIRST}\n${SECOND}\n` });
    const client = createClient({ baseUrl: url, token: 'any' });
    await collected(client.streamModules({ limit: 500, order: ['-name'], select: '-audit' }));
    expect(seen).toMatchObject([
      {
        url: '/public/v1/accounts/modules?select=-audit&order=-name&limit=500',
        headers: { accept: 'application/jsonl', 'mpt-streaming': 'true' },
      },
    ]);
  });

  test('gives records, one a line; white space between them is none [stream.count]', async () => {
    const records = await streamed(`\n \r\n${FIRST}\n\n${SECOND}`);
    expect(records).toEqual([FIRST, SECOND].map((line) => JSON.parse(line)));
  });

  test.each([
    ['with fewer records', `${FIRST}\n`, HEADERS, 1],
    ['with more records', `${FIRST}\n${SECOND}\n${FIRST}\n`, HEADERS, 3],
    ['with a line that is cut', `${FIRST}\n{"id":`, HEADERS, 1],
    ['that is a page', '{"$meta":{},"data":[]}', { 'Content-Type': 'application/json' }, 0],
    ['without a count', `${FIRST}\n`, { 'Content-Type': 'application/jsonl', 'MPT-Streaming': 'true' }, 0],
    ['in JSON', '{"data":[]}', { ...HEADERS, 'Content-Type': 'application/json' }, 0],
  ])('%s is broken [stream.broken]', async (_what, body, headers, received) => {
    const error = await streamed(body, headers).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BrokenStream);
    expect(error).toMatchObject({ received });
  });
});

describe('a stream of the server', () => {
  test('has all of 5,000 tokens [stream.whole]', async () => {
    const server = await startServer();
    const rows = Array.from({ length: 5_000 }, (_, n) => ({
      id: `TKN-9${String(n).padStart(3, '0').slice(0, 3)}-${String(n).padStart(4, '0')}`,
      accountId: ACCOUNTS.client,
    }));
    await addTokens(server, rows);
    const client = createClient({ baseUrl: server.url, token: server.credentials[SAMPLE.client] ?? '' });
    const seen = new Set<string>();
    for await (const { id } of client.streamApiTokens()) seen.add(id);
    expect(seen.size).toBe(5_002);
    for await (const { id } of client.streamApiTokens({ limit: 300, order: '-id' })) {
      expect(id).toMatch(/^TKN-9/);
      break;
    }
    await expect(collected(client.streamModules())).rejects.toMatchObject({ status: 403 });
    expect(await collected(client.streamAccounts({ select: '-*,id' }))).toEqual([{ id: ACCOUNTS.client }]);
  });

  test('that breaks midway is no whole one [stream.broken]', async () => {
    const server = await startServer();
    const rows = Array.from({ length: 4_000 }, (_, n) => ({
      id: `TKN-9000-${String(n).padStart(4, '0')}`,
      accountId: ACCOUNTS.client,
      description: 'x'.repeat(2_000),
    }));
    await addTokens(server, rows);
    const client = createClient({ baseUrl: server.url, token: server.credentials[SAMPLE.client] ?? '' });
    const records = client.streamApiTokens();
    await records.next();
    await server.call('POST', `/public/v1/accounts/api-tokens/${SAMPLE.client}/disable`, { as: 'operations' });
    const error = await collected(records).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BrokenStream);
    expect(error).toMatchObject({ expected: 4_002 });
  });
});

test('the mock streams its examples', async () => {
  const mock = await createMock({ port: 0 });
  onTestFinished(() => mock.close());
  const client = createClient({ baseUrl: mock.url, token: 'any' });
  expect(await collected(client.streamApiTokens())).toHaveLength(2);
  expect(await collected(client.streamModules({ limit: 1 }))).toHaveLength(1);
  expect(await collected(client.streamAccounts({ limit: 0 }))).toEqual([]);
});
