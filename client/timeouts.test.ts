import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { SAMPLE, startServer } from '../server/testing/server.ts';
import { AnswerLost, BrokenStream, type Client, createClient, TimedOut } from './index.ts';
import { answeringInTurn, collected, cutting, json } from './testing.ts';

const TOKEN = 'idt:TKN-0000-0001:0123456789abcdefghijklmnopqrstuvwxyz';
const ID = 'TKN-0000-0002';
const REASON = new Error('the user left');
const LONG = 1_000_000;

type Call = (client: Client, options: { signal?: AbortSignal; timeout?: number }) => Promise<unknown>;

const CALLS: [name: string, call: Call][] = [
  ['listApiTokens', (client, options) => client.listApiTokens({ limit: 1, ...options })],
  ['eachApiToken', (client, options) => client.eachApiToken(options).next()],
  ['streamApiTokens', (client, options) => client.streamApiTokens(options).next()],
  ['createApiToken', (client, options) => client.createApiToken({ name: 'x' }, options)],
  ['getApiToken', (client, options) => client.getApiToken(ID, options)],
  ['updateApiToken', (client, options) => client.updateApiToken(ID, {}, options)],
  ['deleteApiToken', (client, options) => client.deleteApiToken(ID, options)],
  ['enableApiToken', (client, options) => client.enableApiToken(ID, options)],
  ['disableApiToken', (client, options) => client.disableApiToken(ID, options)],
  ['listModules', (client, options) => client.listModules(options)],
  ['eachModule', (client, options) => client.eachModule(options).next()],
  ['streamModules', (client, options) => client.streamModules(options).next()],
  ['getModule', (client, options) => client.getModule('MOD-1756', options)],
  ['listAccounts', (client, options) => client.listAccounts(options)],
  ['eachAccount', (client, options) => client.eachAccount(options).next()],
  ['streamAccounts', (client, options) => client.streamAccounts(options).next()],
  ['getAccount', (client, options) => client.getAccount('ACC-3803-7263', options)],
  ['getOpenApi', (client, options) => client.getOpenApi(options)],
];

const rejection = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('it did not reject'),
    (reason: unknown) => reason,
  );

describe.each(CALLS)('%s', (_name, call) => {
  test('takes no longer than its time-out', async () => {
    const { url } = await answeringInTurn('silence');
    const error = await rejection(call(createClient({ baseUrl: url, token: TOKEN, retries: 0 }), { timeout: 20 }));
    expect(error).toBeInstanceOf(TimedOut);
    expect(error).toMatchObject({ name: 'TimedOut', timeout: 20, message: 'There was no answer within 20 ms.' });
  });

  test('is aborted, with the reason, which is no time-out', async () => {
    const { url, seen } = await answeringInTurn('silence');
    const controller = new AbortController();
    const error = rejection(call(createClient({ baseUrl: url, token: TOKEN }), { signal: controller.signal }));
    await vi.waitUntil(() => seen.length > 0, { timeout: 120_000 });
    controller.abort(REASON);
    expect(await error).toBe(REASON);
    expect(seen).toHaveLength(1);
  });

  test('sends nothing where it is aborted before', async () => {
    const { url, seen } = await answeringInTurn('silence');
    const client = createClient({ baseUrl: url, token: TOKEN, onRequest: () => expect.fail('nothing is sent') });
    expect(await rejection(call(client, { signal: AbortSignal.abort(REASON) }))).toBe(REASON);
    expect(seen).toEqual([]);
  });
});

describe('a time-out', () => {
  test('is for each attempt, and reading is tried again', async () => {
    const { url, seen } = await answeringInTurn('silence', 'silence', json(200, { id: ID }));
    const client = createClient({ baseUrl: url, token: TOKEN, timeout: 200, retries: 1_000, backOff: 1 });
    expect(await client.getApiToken(ID)).toEqual({ id: ID });
    expect(seen.length).toBeGreaterThanOrEqual(3);
  });

  test.each([0, Number.POSITIVE_INFINITY, 2 ** 31, Number.NaN, -1])('of %d is none', async (timeout) => {
    const { url } = await answeringInTurn(json(200, { id: ID }));
    const client = createClient({
      baseUrl: url,
      token: TOKEN,
      retries: 0,
      fetch: async (request) => {
        await new Promise((resolve) => setTimeout(resolve, 30));
        return fetch(request);
      },
    });
    expect(await client.getApiToken(ID, { timeout })).toEqual({ id: ID });
  });

  test('ends what does not look at the signal', async () => {
    const client = createClient({
      baseUrl: 'https://api.example.com',
      token: TOKEN,
      retries: 0,
      fetch: () => new Promise(() => {}),
    });
    await expect(client.getApiToken(ID, { timeout: 1 })).rejects.toBeInstanceOf(TimedOut);
  });

  test('is there for a body that stops midway', async () => {
    const { url } = await stopping((response) => response.writeHead(200).write('{"id":'));
    const call = createClient({ baseUrl: url, token: TOKEN, retries: 0 }).getApiToken(ID, { timeout: 100 });
    await expect(call).rejects.toBeInstanceOf(TimedOut);
  });

  test('of a creation with a key is a loss, which is looked for', async () => {
    const server = await startServer();
    const proxy = await cutting(server.url, { fate: () => 'passed', withoutKeys: true });
    const client = createClient({
      baseUrl: proxy.url,
      token: server.credentials[SAMPLE.client] ?? '',
      backOff: 1,
      fetch: async (request) => {
        const answer = await fetch(request);
        // Everything but the answer to the creation comes.
        return request.method === 'POST' ? new Promise(() => {}) : answer;
      },
    });
    const error = await rejection(client.createApiToken({ name: 'Late' }, { idempotencyKey: 'key', timeout: 5_000 }));
    expect(error).toBeInstanceOf(AnswerLost);
    expect(error).toMatchObject({ outcome: 'created', cause: expect.any(TimedOut) });
  });
});

describe('an abort', () => {
  test('ends the wait before a repetition', async () => {
    const problem = { type: 'about:blank', title: 'x', status: 429, traceId: 'x' };
    const { url, seen } = await answeringInTurn(json(429, problem, { 'Retry-After': '60' }));
    const controller = new AbortController();
    const client = createClient({
      baseUrl: url,
      token: TOKEN,
      onAnswer: () => void setTimeout(() => controller.abort(REASON)),
    });
    expect(await rejection(client.createApiToken({ name: 'x' }, { signal: controller.signal }))).toBe(REASON);
    expect(seen).toHaveLength(1);
  });

  test('ends a creation with a key, wherever it is', async () => {
    const { url } = await answeringInTurn('cut');
    for (const attempts of [1, 2, 3]) {
      const controller = new AbortController();
      let count = 0;
      const client = createClient({
        baseUrl: url,
        token: TOKEN,
        backOff: 1,
        onRequest: () => ++count === attempts && controller.abort(REASON),
      });
      const options = { idempotencyKey: 'key', signal: controller.signal };
      expect(await rejection(client.createApiToken({ name: 'x' }, options))).toBe(REASON);
    }
  });

  test('by AbortSignal.timeout bounds the whole call, and is told from a time-out of an attempt', async () => {
    const { url } = await answeringInTurn('silence');
    const client = createClient({ baseUrl: url, token: TOKEN, timeout: LONG });
    const error = await rejection(client.getApiToken(ID, { signal: AbortSignal.timeout(50) }));
    expect(error).toMatchObject({ name: 'TimeoutError' });
    expect(error).not.toBeInstanceOf(TimedOut);
  });

  test('leaves nothing behind at a signal that lives long', async () => {
    const { url } = await answeringInTurn(json(200, { id: ID }));
    const { signal } = new AbortController();
    const [added, removed] = [vi.spyOn(signal, 'addEventListener'), vi.spyOn(signal, 'removeEventListener')];
    await createClient({ baseUrl: url, token: TOKEN }).getApiToken(ID, { signal });
    const listeners = new Set(added.mock.calls.map(([, listener]) => listener));
    for (const [, listener] of removed.mock.calls) listeners.delete(listener);
    expect(added).toHaveBeenCalled();
    expect(listeners.size).toBe(0);
  });
});

describe('a stream', () => {
  const HEADERS = { 'Content-Type': 'application/jsonl', 'MPT-Streaming': 'true', 'MPT-Item-Count': '2' };

  test('that says nothing more is broken by its time-out [stream.broken]', async () => {
    const { url } = await stopping((response) => response.writeHead(200, HEADERS).write('{"id":"TKN-1"}\n'));
    const records = createClient({ baseUrl: url, token: TOKEN }).streamApiTokens({ timeout: 500 });
    const error = await rejection(collected(records));
    expect(error).toBeInstanceOf(BrokenStream);
    expect(error).toMatchObject({ received: 1, expected: 2, cause: expect.any(TimedOut) });
  });

  test('is aborted midway, with the reason, and its request ends', async () => {
    const { url, closed } = await stopping((response) => response.writeHead(200, HEADERS).write('{"id":"TKN-1"}\n'));
    const controller = new AbortController();
    const records = createClient({ baseUrl: url, token: TOKEN }).streamApiTokens({ signal: controller.signal });
    expect((await records.next()).value).toEqual({ id: 'TKN-1' });
    const rest = rejection(records.next());
    controller.abort(REASON);
    expect(await rest).toBe(REASON);
    await closed;
  });

  test('whose reader takes its time is not timed out', async () => {
    const lines = ['{"id":"TKN-1"}\n', '{"id":"TKN-2"}\n'];
    const { url } = await stopping((response) => response.writeHead(200, HEADERS).end(lines.join('')));
    const ids: unknown[] = [];
    for await (const { id } of createClient({ baseUrl: url, token: TOKEN }).streamApiTokens({ timeout: 5_000 })) {
      ids.push(id);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(ids).toEqual(['TKN-1', 'TKN-2']);
  });
});

/** A server that begins its answers so and says nothing more. */
async function stopping(begin: (response: ServerResponse) => void): Promise<{ url: string; closed: Promise<unknown> }> {
  let close: (value?: unknown) => void = () => {};
  const closed = new Promise((resolve) => {
    close = resolve;
  });
  const server = createServer((_, response) => {
    response.on('close', close);
    begin(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, closed };
}
