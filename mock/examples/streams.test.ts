import { describe, expect, test } from 'vitest';
import document from '../../generated/openapi.json' with { type: 'json' };
import { TOKENS, useMock } from './testing.ts';

const { call } = useMock();
const LISTS = [TOKENS, '/public/v1/accounts/modules', '/public/v1/accounts/accounts'];
const STREAM = { 'MPT-Streaming': 'true' };

describe.each(LISTS)('a stream of %s', (path) => {
  test('is the example list, in both formats', async () => {
    const page = await call(path);
    expect([page.headers.has('MPT-Streaming'), page.headers.has('MPT-Item-Count')]).toEqual([false, false]);
    const { data, $meta } = await page.json();
    const lines = await call(path, { headers: { ...STREAM, Accept: 'application/jsonl' } });
    expect(lines.headers.get('Content-Type')).toBe('application/jsonl');
    expect(lines.headers.get('MPT-Item-Count')).toBe(String(data.length));
    expect(await lines.text()).toBe(data.map((item: object) => `${JSON.stringify(item)}\n`).join(''));
    const json = await call(path, { headers: STREAM });
    expect(json.headers.get('MPT-Streaming')).toBe('true');
    const pagination = { offset: 0, limit: data.length, total: data.length };
    expect(await json.json()).toEqual({ $meta: { ...$meta, pagination }, data });
  });

  test.each([
    ['offset=1', 'application/jsonl', 400],
    ['limit=1&page=1', 'application/jsonl', 400],
    ['limit=-2', 'application/jsonl', 400],
    ['', 'text/csv', 406],
  ])('?%s as %s is %i', async (query, Accept, status) => {
    expect((await call(`${path}?${query}`, { headers: { ...STREAM, Accept } })).status).toBe(status);
  });
});

test('what a deployment without streams says can be asked for', async () => {
  const answer = await call(TOKENS, { headers: { ...STREAM, Prefer: 'code=501' } });
  expect(answer.status).toBe(501);
  expect((await answer.json()).code).toBe(document.components.examples['problem-stream-not-available'].value.code);
});
