import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ApiProblem, type ClientOptions, createClient, type SentRequest, type Told } from './index.ts';
import { answeringInTurn, collected, json } from './testing.ts';

const TOKEN = 'idt:TKN-0000-0001:0123456789abcdefghijklmnopqrstuvwxyz';
const TOKENS = '/public/v1/accounts/api-tokens';
const ID = 'TKN-0000-0002';
const UNAVAILABLE = { type: 'about:blank', title: 'x', status: 503, traceId: 'x', code: 'server.unavailable' };
const NOW = { 'Retry-After': '0' };

function watched(url: string, options: Partial<ClientOptions> = {}) {
  const requests: SentRequest[] = [];
  const answers: Told[] = [];
  const client = createClient({
    baseUrl: url,
    token: TOKEN,
    backOff: 1,
    onRequest: (request) => requests.push(request),
    onAnswer: (answer) => answers.push(answer),
    ...options,
  });
  return { client, requests, answers };
}

describe('onRequest and onAnswer', () => {
  test('are told of each attempt and how it ended', async () => {
    const { url } = await answeringInTurn(json(503, UNAVAILABLE, NOW), 'cut', json(200, { id: ID }, { ETag: '"1"' }));
    const { client, requests, answers } = watched(url);
    await client.getApiToken(ID);
    expect(requests).toMatchObject(
      [1, 2, 3].map((attempt) => ({ method: 'GET', url: `${url}${TOKENS}/${ID}`, attempt, traceId: undefined })),
    );
    expect(answers).toMatchObject([
      { attempt: 1, answer: { status: 503 }, error: expect.any(ApiProblem) },
      { attempt: 2, answer: undefined, error: expect.any(TypeError) },
      { attempt: 3, answer: { status: 200 }, error: undefined },
    ]);
    expect(answers[2]?.answer?.headers.get('ETag')).toBe('"1"');
  });

  test('count the attempts of a creation with a key, too', async () => {
    const { url } = await answeringInTurn(json(503, UNAVAILABLE, NOW), json(201, { id: ID }));
    const { client, requests } = watched(url);
    await client.createApiToken({ name: 'x' }, { idempotencyKey: 'key' });
    expect(requests.map(({ attempt, headers }) => [attempt, headers.get('Idempotency-Key')])).toEqual([
      [1, 'key'],
      [2, 'key'],
    ]);
  });

  test('are told of each page, and of a stream', async () => {
    const streamed = {
      status: 200,
      headers: { 'Content-Type': 'application/jsonl', 'MPT-Streaming': 'true', 'MPT-Item-Count': '0' },
    };
    const page = json(200, { $meta: { pagination: { offset: 0, limit: 1, total: 2 } }, data: [{ id: ID }] });
    const { url } = await answeringInTurn(page, page, streamed);
    const { client, answers } = watched(url);
    await collected(client.eachApiToken({ limit: 1 }));
    await collected(client.streamApiTokens());
    expect(answers.map(({ answer }) => answer?.status)).toEqual([200, 200, 200]);
  });

  test('never show a credential, wherever it is [secrets.nowhere]', async () => {
    const cookie = { 'Set-Cookie': `s=${TOKEN}`, 'X-Echo': TOKEN };
    const { url } = await answeringInTurn(
      json(400, { type: 'about:blank', title: 'x', status: 400, traceId: 'x', detail: TOKEN }, cookie),
      json(200, {}, cookie),
    );
    const { client, requests, answers } = watched(url, {
      headers: { 'Proxy-Authorization': 'Basic c2VjcmV0', Cookie: 's=c2VjcmV0', 'X-Copy': `Bearer ${TOKEN}` },
    });
    await client.listApiTokens({ filter: `eq(token,'${TOKEN}')` }).safe();
    await client.getApiToken(TOKEN);
    const headers = [...requests, ...answers.flatMap(({ answer }) => answer ?? [])].map((one) => [...one.headers]);
    const shown = inspect([requests, answers, headers], { depth: 9 });
    expect(shown).not.toMatch(/0123456789abc|c2VjcmV0|uthorization|ookie/);
    expect(requests[0]).toMatchObject({ url: url + TOKENS });
    expect(requests[0]?.headers.get('X-Copy')).toBe('Bearer [credential]');
    expect(requests[1]).toMatchObject({ url: `${url}${TOKENS}/[credential]` });
  });

  test('may refuse: the call rejects with what they throw, and nothing is repeated', async () => {
    const { url, seen } = await answeringInTurn(json(200, {}));
    const refusal = new Error('not now');
    const refuse = () => {
      throw refusal;
    };
    await expect(watched(url, { onRequest: refuse }).client.getApiToken(ID)).rejects.toBe(refusal);
    expect(seen).toEqual([]);
    await expect(watched(url, { onAnswer: refuse }).client.getApiToken(ID)).rejects.toBe(refusal);
    expect(seen).toHaveLength(1);
  });
});

describe('trace', () => {
  test('sends one trace a call, and a span an attempt', async () => {
    const { url, seen } = await answeringInTurn(json(503, UNAVAILABLE, NOW), json(200, {}));
    const { client, requests, answers } = watched(url, { trace: true });
    await client.getApiToken(ID);
    await client.getApiToken(ID);
    const sent = seen.map(({ headers }) => /^00-([0-9a-f]{32})-([0-9a-f]{16})-01$/.exec(`${headers.traceparent}`));
    const traces = sent.map((parts) => parts?.[1]);
    expect(requests.map(({ traceId }) => traceId)).toEqual(traces);
    expect(answers.map(({ traceId }) => traceId)).toEqual(traces);
    expect(traces[0]).toBe(traces[1]);
    expect(traces[1]).not.toBe(traces[2]);
    expect(new Set(sent.map((parts) => parts?.[2])).size).toBe(3);
  });

  test('unless the caller has one', async () => {
    const traceparent = '00-9e02a91b64ac56904703a3a69ea9101d-56be90a29d0b0b25-00';
    const { url, seen } = await answeringInTurn(json(200, {}));
    const { client, requests } = watched(url, { trace: true, headers: { Traceparent: traceparent } });
    await client.getApiToken(ID);
    expect(seen[0]?.headers.traceparent).toBe(traceparent);
    expect(requests[0]?.traceId).toBe('9e02a91b64ac56904703a3a69ea9101d');
  });

  test('is not sent unless asked for', async () => {
    const { url, seen } = await answeringInTurn(json(200, {}));
    await watched(url).client.getApiToken(ID);
    expect(seen[0]?.headers.traceparent).toBeUndefined();
  });
});
