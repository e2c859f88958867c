import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ACCOUNTS, SAMPLE, startServer, type TestServer } from '../server/testing/server.ts';
import { AnswerLost, ApiProblem, type Client, createClient } from './index.ts';
import { answering, type Cutting, collected, cutting, type Fate, json, type SeenRequest } from './testing.ts';

const CREATES = 200;
const TOKENS = '/public/v1/accounts/api-tokens';
const TOKEN = 'idt:TKN-0000-0001:0123456789abcdefghijklmnopqrstuvwxyz';
const ANSWER = { id: 'TKN-0000-0002', token: 'idt:…' };

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});

const clientOf = ({ url }: { url: string }, as: keyof typeof SAMPLE = 'client', backOff = 1) =>
  createClient({ baseUrl: url, token: server.credentials[SAMPLE[as]] ?? '', backOff });

/** Every second one is cut, by turns before and after the work was done. */
const everySecond = (count: number): Fate =>
  count % 2 === 0 ? 'passed' : count % 4 === 1 ? 'cut before' : 'cut after';

/** The tokens that there are whose names begin so: name → ids. */
async function tokensNamed(prefix: string): Promise<Map<string, string[]>> {
  const client = createClient({ baseUrl: server.url, token: server.credentials[SAMPLE.client] ?? '' });
  const items = await collected(client.eachApiToken({ filter: `like(name,${prefix}*)` }));
  const byName = Map.groupBy(items, ({ name }) => name);
  return new Map([...byName].map(([name, of]) => [name, of.map(({ id }) => id)]));
}

/** What becomes of many creations, one after the other. */
async function createMany(client: Client, nameOf: (index: number) => string) {
  const settled: { name: string; id?: string; outcome?: string; error?: unknown }[] = [];
  for (let index = 0; index < CREATES; index++) {
    const name = nameOf(index);
    try {
      settled.push({ name, id: (await client.createApiToken({ name }, { idempotencyKey: `key-${index}` })).id });
    } catch (error) {
      const { outcome, token } = error as AnswerLost;
      settled.push({ name, outcome, error, ...(token && { id: token.id }) });
    }
  }
  return settled;
}

describe('through a proxy that cuts every second connection', () => {
  test('200 creates give exactly 200 tokens where keys are kept', async () => {
    const proxy = await cutting(server.url, { fate: everySecond });
    const settled = await createMany(clientOf(proxy), (index) => `Load ${index}`);
    expect(settled.filter(({ error }) => error)).toEqual([]);
    const there = await tokensNamed('Load');
    expect([...there.values()].flat()).toHaveLength(CREATES);
    for (const { name, id } of settled) expect(there.get(name)).toEqual([id]);
    expect(proxy.cuts()).toBeGreaterThan(CREATES / 2);
  });

  test('at once, too', async () => {
    const tries = new Map<unknown, number>();
    const everyOther = (_: number, { headers }: SeenRequest): Fate => {
      const key = headers['idempotency-key'];
      const count = tries.get(key) ?? 0;
      tries.set(key, count + 1);
      return key === undefined || count % 2 === 1 ? 'passed' : tries.size % 2 === 0 ? 'cut before' : 'cut after';
    };
    const proxy = await cutting(server.url, { fate: everyOther });
    const client = clientOf(proxy);
    const names = Array.from({ length: 50 }, (_, index) => `At once ${index}`);
    const created = await Promise.all(
      names.map((name) => client.createApiToken({ name }, { idempotencyKey: name.replaceAll(' ', '-') })),
    );
    const there = await tokensNamed('At once');
    expect(new Map(created.map(({ name, id }) => [name, [id]]))).toEqual(there);
  });

  test.each<[string, (index: number) => string]>([
    ['each', (index) => `Twin ${index}`],
    ['all of one name', () => 'Twin'],
  ])('where keys are ignored none is there twice, and each that is missing is reported: %s', async (_what, nameOf) => {
    const proxy = await cutting(server.url, { fate: everySecond, withoutKeys: true });
    const settled = await createMany(clientOf(proxy), nameOf);
    for (const { error } of settled) if (error) expect(error).toBeInstanceOf(AnswerLost);
    const ids = [...(await tokensNamed('Twin')).values()].flat();
    const known = settled.flatMap(({ id }) => id ?? []);
    expect(known.toSorted()).toEqual(ids.toSorted());
    const missing = settled.filter(({ id }) => id === undefined);
    expect(missing.length).toBe(CREATES - ids.length);
    expect(new Set(missing.map(({ outcome }) => outcome))).toEqual(new Set(['not-created']));
    expect(settled.filter(({ outcome }) => outcome === 'created').length).toBeGreaterThan(0);
  });
});

/** Cuts creations only, each of them. */
const creations = (fate: Fate, most = Number.POSITIVE_INFINITY) => {
  let count = 0;
  return (_: number, { method, url }: SeenRequest): Fate =>
    method === 'POST' && url === TOKENS && count++ < most ? fate : 'passed';
};

async function lostOf(
  proxy: Cutting,
  body = { name: 'Lost' },
  as: keyof typeof SAMPLE = 'client',
): Promise<AnswerLost> {
  const error = await clientOf(proxy, as)
    .createApiToken(body, { idempotencyKey: 'key' })
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AnswerLost);
  return error as AnswerLost;
}

describe('an answer that is lost where keys are not kept', () => {
  test('is told with the token that is there', async () => {
    const proxy = await cutting(server.url, { fate: creations('cut after'), withoutKeys: true });
    const { outcome, token, cause, message } = await lostOf(proxy);
    const [id] = (await tokensNamed('Lost')).get('Lost') ?? [];
    expect(outcome).toBe('created');
    expect(token).toMatchObject({ id, name: 'Lost', token: expect.stringMatching(/^idt:TKN-/) });
    expect(cause).toBeInstanceOf(TypeError);
    expect(message).toBe('The answer to the creation was lost; the token is there.');
    expect(proxy.cuts()).toBe(1);
  });

  test('is told where there is none', async () => {
    const proxy = await cutting(server.url, { fate: creations('cut before'), withoutKeys: true });
    expect(await lostOf(proxy)).toMatchObject({ outcome: 'not-created', token: undefined });
    expect((await tokensNamed('Lost')).size).toBe(0);
  });

  test('is not taken for a token of the same name that was there before, is of another creator, or of another account', async () => {
    const body = { name: 'Lost' };
    const before = await clientOf(server).createApiToken({ name: 'Helper', modules: [{ id: 'MOD-1756' }] });
    await createClient({ baseUrl: server.url, token: before.token }).createApiToken(body);
    await clientOf(server, 'operations').createApiToken({ ...body, account: { id: ACCOUNTS.client } });
    await clientOf(server, 'operations').createApiToken({ ...body, account: { id: ACCOUNTS.vendor } });
    const proxy = await cutting(server.url, { fate: creations('cut before'), withoutKeys: true });
    expect((await lostOf(proxy)).outcome).toBe('not-created');
    expect((await lostOf(proxy, body, 'operations')).outcome).toBe('not-created');
  });

  test('of an account of others is found there', async () => {
    const proxy = await cutting(server.url, { fate: creations('cut after'), withoutKeys: true });
    const account = { id: ACCOUNTS.vendor };
    const body = { name: 'Lost', account };
    expect(await lostOf(proxy, body, 'operations')).toMatchObject({ outcome: 'created', token: { account } });
  });

  test('cannot be told of where the list is not answered, or the credential tells nobody', async () => {
    const down = await cutting(server.url, { fate: () => 'cut before', withoutKeys: true });
    expect((await lostOf(down)).outcome).toBe('unknown');
    const proxy = await cutting(server.url, { fate: creations('cut before'), withoutKeys: true });
    const nobody = createClient({ baseUrl: proxy.url, token: 'somebody', backOff: 1 });
    await expect(nobody.createApiToken({ name: 'x' }, { idempotencyKey: 'key' })).rejects.toMatchObject({
      outcome: 'unknown',
    });
  });

  test('cannot be told of where another of that name is under way: nobody could tell them apart', async () => {
    const proxy = await cutting(server.url, { fate: creations('cut after'), withoutKeys: true });
    const client = clientOf(proxy);
    const create = (key: string) => client.createApiToken({ name: 'Same' }, { idempotencyKey: key });
    const settled = await Promise.allSettled([create('one'), create('other')]);
    expect(settled.map((one) => one.status === 'rejected' && one.reason.outcome)).toContain('unknown');
    const told = settled.flatMap((one) => (one.status === 'rejected' ? (one.reason.token?.id ?? []) : []));
    expect(new Set(told).size).toBe(told.length);
  });
});

describe('an origin has shown that it keeps keys', () => {
  test('by an earlier answer, so that its contract is not asked for', async () => {
    const seen: string[] = [];
    const cut = creations('cut after', 2);
    const proxy = await cutting(server.url, {
      fate: (count, request) => {
        seen.push(`${request.method} ${request.url}`);
        return count === 0 ? 'passed' : cut(count, request);
      },
    });
    const client = clientOf(proxy);
    await client.createApiToken({ name: 'First' }, { idempotencyKey: 'first' });
    const second = await client.createApiToken({ name: 'Second' }, { idempotencyKey: 'second' });
    expect((await tokensNamed('Second')).get('Second')).toEqual([second.id]);
    expect(new Set(seen)).toEqual(new Set([`POST ${TOKENS}`]));
  });

  test('by its contract, which is asked for after the first loss', async () => {
    const proxy = await cutting(server.url, { fate: creations('cut after', 1) });
    const { id } = await clientOf(proxy).createApiToken({ name: 'Lost' }, { idempotencyKey: 'key' });
    expect((await tokensNamed('Lost')).get('Lost')).toEqual([id]);
  });

  test('by saying that the first request is under way, which is waited for', async () => {
    const problem = { type: 'about:blank', title: 'Conflict', status: 409, code: 'idempotency-key.running' };
    const answers = [json(409, problem, { 'Retry-After': '0' }), json(409, problem, { 'Retry-After': '0' })];
    const requests: Request[] = [];
    const client = createClient({
      baseUrl: 'https://api.example.com',
      token: TOKEN,
      fetch: async (request) => {
        requests.push(request);
        const { status, headers = {}, body = '' } = answers.shift() ?? json(201, ANSWER);
        return new Response(body as string, { status, headers });
      },
    });
    expect(await client.createApiToken({ name: 'x' }, { idempotencyKey: 'key' })).toEqual(ANSWER);
    expect(requests.map(({ headers }) => headers.get('Idempotency-Key'))).toEqual(['key', 'key', 'key']);
    expect(new Set(await Promise.all(requests.map((request) => request.text())))).toEqual(new Set(['{"name":"x"}']));
  });
});

describe('what is no loss', () => {
  test.each([400, 401, 403, 413, 422])('%i rejects as it is, and nothing is repeated', async (status) => {
    const { url, seen } = await answering(json(status, { type: 'about:blank', title: 'x', status, traceId: 'x' }));
    const client = createClient({ baseUrl: url, token: TOKEN });
    const error = await client
      .createApiToken({ name: 'x' }, { idempotencyKey: 'key' })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({ status });
    expect(seen).toHaveLength(1);
  });

  test('a 503 that says that nothing was done is repeated anywhere, unless it takes too long', async () => {
    const unavailable = { type: 'about:blank', title: 'x', status: 503, traceId: 'x', code: 'server.unavailable' };
    const waits = [0, 0, 61];
    let sent = 0;
    const client = createClient({
      baseUrl: 'https://api.example.com',
      token: TOKEN,
      fetch: async () => Response.json(unavailable, { status: 503, headers: { 'Retry-After': String(waits[sent++]) } }),
    });
    await expect(client.createApiToken({ name: 'x' }, { idempotencyKey: 'key' })).rejects.toMatchObject({
      status: 503,
    });
    expect(sent).toBe(3);
  });

  test('a 503 that does not end rejects as it is', async () => {
    const unavailable = { type: 'about:blank', title: 'x', status: 503, traceId: 'x', code: 'server.unavailable' };
    const { url, seen } = await answering(json(503, unavailable, { 'Retry-After': '0' }));
    const call = createClient({ baseUrl: url, token: TOKEN }).createApiToken({ name: 'x' }, { idempotencyKey: 'key' });
    await expect(call).rejects.toMatchObject({ name: 'ApiProblem', status: 503 });
    expect(new Set(seen.map(({ method }) => method))).toEqual(new Set(['POST']));
  });

  test('what is aborted rejects with that, and a token that cannot be had with its own failure', async () => {
    const abort = new DOMException('enough', 'AbortError');
    const client = (token: () => string) =>
      createClient({ baseUrl: 'https://api.example.com', token, fetch: () => Promise.reject(abort) });
    const create = (of: Client) => of.createApiToken({ name: 'x' }, { idempotencyKey: 'key' });
    await expect(create(client(() => TOKEN))).rejects.toBe(abort);
    const missing = new TypeError('no token');
    const none = client(() => {
      throw missing;
    });
    await expect(create(none)).rejects.toBe(missing);
  });

  test.each(['', 'a b', 'x'.repeat(256), 'ä', '\n'])(
    'the key %j is a TypeError before anything is sent',
    async (idempotencyKey) => {
      const { url, seen } = await answering(json(201, ANSWER));
      const call = createClient({ baseUrl: url, token: TOKEN }).createApiToken({ name: 'x' }, { idempotencyKey });
      await expect(call).rejects.toThrow(TypeError);
      expect(seen).toEqual([]);
    },
  );

  test('without a key a failure of the network passes as fetch throws it, and nothing is looked for', async () => {
    const fetching = vi.fn(() => Promise.reject(new TypeError('fetch failed')));
    const client = createClient({ baseUrl: 'https://api.example.com', token: TOKEN, fetch: fetching });
    await expect(client.createApiToken({ name: 'x' })).rejects.toThrow('fetch failed');
    expect(fetching).toHaveBeenCalledTimes(1);
  });
});
