import { afterAll, describe, expect, it } from 'vitest';
import { TOKENS } from '../testing/query.ts';
import { addTokens } from '../testing/rows.ts';
import { ACCOUNTS, startServer } from '../testing/server.ts';

const MANY = 5_000;
const server = await startServer({}, afterAll);
await addTokens(
  server,
  Array.from({ length: MANY }, (_, n) => ({
    id: `TKN-9000-${String(n).padStart(4, '0')}`,
    accountId: ACCOUNTS.client,
    name: `Many ${n}`,
    description: `Many\u2028${n}`,
  })),
);

/** What the platform's own client sends, and what it checks before it reads the body. */
async function stream(format: 'application/jsonl' | 'application/json', query: string) {
  const headers = { Accept: format, 'MPT-Streaming': 'true' };
  const answer = await server.call('GET', `${TOKENS}?${query}`, { as: 'client', headers });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('MPT-Streaming')?.trim().toLowerCase()).toBe('true');
  expect(answer.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase()).toBe(format);
  const declared = answer.headers.get('MPT-Item-Count') ?? '';
  expect(declared).toMatch(/^[0-9]+$/);
  return { ...answer, count: Number(declared) };
}

describe('the stream() of the platform\u2019s Python client, on a list of 5,000 tokens', () => {
  it('reads JSON Lines, cut at line feeds alone [stream.formats] [stream.count]', async () => {
    const { text, count } = await stream('application/jsonl', 'order=id&select=audit,-modules');
    const lines = text.split('\n').filter((line) => line.replaceAll(/[ \t\r]/g, '') !== '');
    expect([lines.length, count]).toEqual([MANY + 2, MANY + 2]);
    const records = lines.map((line) => JSON.parse(line));
    for (const record of records) {
      expect(record).not.toHaveProperty('$meta');
      expect(record.audit.created.at).toBeDefined();
    }
    expect(new Set(records.map(({ id }) => id)).size).toBe(count);
  });

  it('reads the envelope, whose total it shows as its progress [stream.formats] [stream.count]', async () => {
    const { body, count } = await stream('application/json', 'like(name,Many*)&order=-id');
    expect(Object.keys(body)).toEqual(['$meta', 'data']);
    expect(body.$meta.pagination).toEqual({ offset: 0, limit: MANY, total: MANY });
    expect([body.data.length, count]).toEqual([MANY, MANY]);
  });

  it('asks for the first so many, and for a page in vain [stream.paging]', async () => {
    expect((await stream('application/json', 'limit=1500')).body.data).toHaveLength(1_500);
    const headers = { Accept: 'application/jsonl', 'MPT-Streaming': 'true' };
    const answer = await server.call('GET', `${TOKENS}?limit=10&offset=10`, { as: 'client', headers });
    expect([answer.status, answer.body.code]).toEqual([400, 'offset.invalid']);
  });
});
