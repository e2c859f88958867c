import { describe, expect, test } from 'vitest';
import { TOKENS, useMock } from './testing.ts';

const TOKEN = `${TOKENS}/TKN-4134-7330`;
const mock = useMock();

const send = (method: string, path: string, headers: Record<string, string> = {}, body?: object) =>
  mock.call(path, {
    method,
    headers: { ...(body && { 'Content-Type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });

describe('tags', () => {
  test('are those of what is shown: of each token and each state another', async () => {
    const answers = [
      await send('GET', TOKEN),
      await send('GET', `${TOKENS}/TKN-2086-5517`),
      await send('PUT', TOKEN, {}, { name: 'New' }),
      await send('POST', `${TOKEN}/disable`),
      await send('POST', TOKENS, {}, { name: 'New' }),
    ];
    const tags = answers.map(({ headers }) => headers.get('ETag'));
    for (const tag of tags) expect(tag).toMatch(/^"\d+-[0-9a-z]+"$/);
    expect(new Set(tags).size).toBe(tags.length);
    expect((await send('GET', TOKEN)).headers.get('ETag')).toBe(tags[0]);
  });

  test('that are known are 304, others are not', async () => {
    const tag = (await send('GET', TOKEN)).headers.get('ETag') ?? '';
    const known = await send('GET', TOKEN, { 'If-None-Match': tag });
    expect([known.status, await known.text(), known.headers.get('ETag')]).toEqual([304, '', tag]);
    expect(known.headers.has('Content-Type')).toBe(false);
    expect((await send('GET', TOKEN, { 'If-None-Match': '"x"' })).status).toBe(200);
  });

  test.each(['*', '"x"', 'W/"x"'])('in If-Match hold always: %s', async (tags) => {
    expect((await send('PUT', TOKEN, { 'If-Match': tags }, { name: 'New' })).status).toBe(200);
  });
});

test('a key is read, and no answer says that it was kept', async () => {
  const { status, headers } = await send('POST', TOKENS, { 'Idempotency-Key': 'a-key' }, { name: 'New' });
  expect(status).toBe(201);
  expect([headers.has('Idempotency-Key'), headers.has('Idempotency-Replayed')]).toEqual([false, false]);
});

test.each<[string, string, string, object?]>([
  ['DELETE', TOKEN, 'If-Match'],
  ['PUT', TOKEN, 'If-Match', { name: 'New' }],
  ['POST', `${TOKEN}/enable`, 'If-Match'],
  ['POST', `${TOKEN}/disable`, 'If-Match'],
  ['GET', TOKEN, 'If-None-Match'],
  ['POST', TOKENS, 'Idempotency-Key', { name: 'New' }],
])('%s %s with a malformed %s is the 400 of the contract', async (method, path, name, body) => {
  const response = await send(method, path, { [name]: 'a b' }, body);
  const problem = (await response.json()) as { errors: object };
  expect([response.status, Object.keys(problem.errors)]).toEqual([400, [name]]);
});

test.each([
  ['GET', TOKEN, 304, ''],
  ['PUT', TOKEN, 412, 'precondition.failed'],
  ['POST', `${TOKEN}/enable`, 412, 'precondition.failed'],
  ['POST', `${TOKEN}/disable`, 412, 'precondition.failed'],
  ['DELETE', TOKEN, 412, 'precondition.failed'],
  ['POST', TOKENS, 409, 'idempotency-key.running'],
  ['POST', TOKENS, 422, 'idempotency-key.reused'],
])('%s %s answers %i where it is asked to', async (method, path, status, code) => {
  const response = await send(method, path, { Prefer: `code=${status}` });
  expect(response.status).toBe(status);
  const text = await response.text();
  expect(text === '' ? '' : JSON.parse(text).code).toBe(code);
  expect(response.headers.has('Retry-After')).toBe(status === 409);
});
