import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Client, type ClientOptions, createClient } from './index.ts';
import { backOff } from './repeat.ts';
import { answeringInTurn, json, type NoAnswer, type StubbedAnswer } from './testing.ts';

const TOKEN = 'idt:TKN-0000-0001:0123456789abcdefghijklmnopqrstuvwxyz';
const ID = 'TKN-0000-0002';
const NOW = { 'Retry-After': '0' };

const problem = (status: number, code?: string, headers: Record<string, string> = NOW) =>
  json(status, { type: 'about:blank', title: 'x', status, traceId: 'x', ...(code && { code }) }, headers);

const clientOf = (url: string, options: Partial<ClientOptions> = {}) =>
  createClient({ baseUrl: url, token: TOKEN, backOff: 1, ...options });

const DONE = json(200, { id: ID, data: [], $meta: { pagination: { offset: 0, limit: 1, total: 0 }, omitted: [] } });
const STREAMED: StubbedAnswer = {
  status: 200,
  headers: { 'Content-Type': 'application/jsonl', 'MPT-Streaming': 'true', 'MPT-Item-Count': '0' },
};
const DELETED: StubbedAnswer = { status: 204 };

type Row = [name: string, call: (client: Client) => Promise<unknown>, done: StubbedAnswer];

/** A repetition of which can do no harm. */
const HARMLESS: Row[] = [
  ['listApiTokens', (client) => client.listApiTokens(), DONE],
  ['eachApiToken', (client) => client.eachApiToken().next(), DONE],
  ['streamApiTokens', (client) => client.streamApiTokens().next(), STREAMED],
  ['getApiToken', (client) => client.getApiToken(ID), DONE],
  ['getApiToken, ifNoneMatch', (client) => client.getApiToken(ID, { ifNoneMatch: '"x"' }), DONE],
  ['listModules', (client) => client.listModules(), DONE],
  ['getAccount', (client) => client.getAccount('ACC-3803-7263'), DONE],
  ['getOpenApi', (client) => client.getOpenApi(), DONE],
  ['updateApiToken', (client) => client.updateApiToken(ID, { name: 'x' }), DONE],
];

/** Of these it would say something else than what happened. */
const HARMFUL: Row[] = [
  ['createApiToken', (client) => client.createApiToken({ name: 'x' }), DONE],
  ['updateApiToken, ifMatch', (client) => client.updateApiToken(ID, { name: 'x' }, { ifMatch: '"x"' }), DONE],
  ['deleteApiToken', (client) => client.deleteApiToken(ID), DELETED],
  ['deleteApiToken, ifMatch', (client) => client.deleteApiToken(ID, { ifMatch: '"x"' }), DELETED],
  ['enableApiToken', (client) => client.enableApiToken(ID), DONE],
  ['disableApiToken', (client) => client.disableApiToken(ID), DONE],
];

const LOST: [string, StubbedAnswer | NoAnswer][] = [
  ['a connection that breaks', 'cut'],
  ['a 500', problem(500, 'server.failed')],
  ["a gateway's 502", { status: 502, headers: { ...NOW, 'Content-Type': 'text/html' }, body: '<h1>' }],
  ['a 503 that does not say that nothing was done', { status: 503, headers: NOW }],
  ['a 504', { status: 504 }],
];

describe('what was not carried out is repeated, whatever it was', () => {
  test.each([...HARMLESS, ...HARMFUL])('%s [errors.unavailable]', async (_name, call, done) => {
    const { url, seen } = await answeringInTurn(
      problem(503, 'server.unavailable'),
      problem(429, 'rate.exceeded'),
      done,
    );
    await call(clientOf(url));
    const [first, ...others] = seen.map(({ method, url: target, body }) => [method, target, body]);
    expect(others).toEqual([first, first]);
  });

  test('a creation with a key, at a limit', async () => {
    const { url, seen } = await answeringInTurn(problem(429), problem(429), problem(429), json(201, { id: ID }));
    const created = await clientOf(url).createApiToken({ name: 'x' }, { idempotencyKey: 'key' });
    expect(created.id).toBe(ID);
    expect(seen.map(({ headers }) => headers['idempotency-key'])).toEqual(Array(4).fill('key'));
  });
});

describe.each(LOST)('after %s', (_what, lost) => {
  test.each(HARMLESS)('%s is repeated', async (_name, call, done) => {
    const { url, seen } = await answeringInTurn(lost, lost, done);
    await call(clientOf(url));
    expect(seen).toHaveLength(3);
  });

  test.each(HARMFUL)('%s rejects, and is sent once', async (_name, call, done) => {
    const { url, seen } = await answeringInTurn(lost, done);
    await expect(call(clientOf(url))).rejects.toThrow();
    expect(seen).toHaveLength(1);
  });
});

test('an answer that is cut is asked for again', async () => {
  const { url, seen } = await answeringInTurn({ ...DONE, body: '{"id":' }, DONE);
  expect(await clientOf(url).getApiToken(ID)).toMatchObject({ id: ID });
  expect(seen).toHaveLength(2);
});

test.each([400, 401, 403, 404, 406, 412, 413, 501])('a %i is an answer', async (status) => {
  const { url, seen } = await answeringInTurn(problem(status));
  await expect(clientOf(url).getApiToken(ID)).rejects.toMatchObject({ status });
  expect(seen).toHaveLength(1);
});

describe('how often', () => {
  test.each<[string, Partial<ClientOptions>, { retries?: number | undefined }, number]>([
    ['twice unless it is said', {}, {}, 3],
    ['as the client is told', { retries: 4 }, {}, 5],
    ['as the call is told', { retries: 4 }, { retries: 1 }, 2],
    ['as the client is told where the call says nothing', { retries: 0 }, { retries: undefined }, 1],
  ])('%s', async (_what, options, ofCall, sent) => {
    const { url, seen } = await answeringInTurn(problem(503, 'server.unavailable'));
    await expect(clientOf(url, options).getApiToken(ID, ofCall)).rejects.toMatchObject({ status: 503 });
    expect(seen).toHaveLength(sent);
  });

  test('a credential that was rotated meanwhile goes with the repetition', async () => {
    const { url, seen } = await answeringInTurn(problem(500), DONE);
    const tokens = ['first', 'second'];
    await clientOf(url, { token: () => tokens.shift() ?? '' }).getApiToken(ID);
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
  });
});

describe('how long it waits', () => {
  test('longer each time, never all alike, and no longer than 8 seconds', () => {
    for (const [attempt, most] of [250, 500, 1000, 2000, 4000, 8000, 8000].entries()) {
      const waits = Array.from({ length: 100 }, () => backOff(attempt + 1, 250));
      expect(Math.max(...waits)).toBeLessThanOrEqual(most);
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(most / 2);
      expect(new Set(waits).size).toBeGreaterThan(1);
    }
  });

  test('as long as Retry-After says', () => {
    expect([0, 3].map((seconds) => backOff(4, 250, seconds))).toEqual([0, 3000]);
  });

  test.each([
    ['0', 'answered'],
    ['60', 'waited'],
    ['61', 429],
    ['Thu, 01 Jan 2026 00:00:00 GMT', 'answered'],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 'waited'],
    ['Thu, 01 Jan 2026 00:01:01 GMT', 429],
    ['soon', 'answered'],
  ])('Retry-After %s: %s', async (header, outcome) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) });
    onTestFinished(() => void vi.useRealTimers());
    const { url, seen } = await answeringInTurn(problem(429, undefined, { 'Retry-After': header }), DONE);
    const enough = new AbortController();
    // Who waits for long is seen by what ends the wait; who does not wait is gone by then.
    const onAnswer = () => {
      if (outcome !== 'answered') setTimeout(() => enough.abort('waited'));
    };
    const call = clientOf(url, { onAnswer }).getApiToken(ID, { signal: enough.signal });
    const ended = call.then(
      () => 'answered',
      (error) => error.status ?? error,
    );
    expect(await ended).toBe(outcome);
    expect(seen).toHaveLength(outcome === 'answered' ? 2 : 1);
  });
});
