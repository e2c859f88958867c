import { request as httpRequest } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type OperationId, operations } from '../../generated/operations.ts';
import { assertDeclared } from '../../server/testing/contract.ts';
import { pathOf } from '../../server/testing/examples.ts';
import { SandboxError, sandboxAt } from '../testing/index.ts';
import { createSandbox, type SandboxOptions } from './server.ts';

const TOKENS = '/public/v1/accounts/api-tokens';
const IDS = { Token: 'TKN-4134-7330', Module: 'MOD-1756', Account: 'ACC-3803-7263' };

async function start(options: SandboxOptions = {}) {
  const sandbox = await createSandbox({ port: 0, ...options });
  onTestFinished(() => sandbox.close());
  const client = (state?: string) => sandboxAt(sandbox.url, state === undefined ? {} : { state });
  async function call(
    method: string,
    path: string,
    { body, headers = {} }: { body?: unknown; headers?: HeadersInit } = {},
  ) {
    const response = await fetch(sandbox.url + path, {
      method,
      headers: {
        authorization: 'Bearer any',
        'content-type': 'application/json',
        ...Object.fromEntries(new Headers(headers)),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = {
      status: response.status,
      headers: response.headers,
      text,
      body: text === '' ? undefined : JSON.parse(text),
    };
    if (path.startsWith('/public')) await assertDeclared(method, path, answer);
    return answer;
  }
  const create = (name: string, headers: HeadersInit = {}) => call('POST', TOKENS, { body: { name }, headers });
  const total = async (headers: HeadersInit = {}) =>
    (await call('GET', `${TOKENS}?limit=0`, { headers })).body.$meta.pagination.total as number;
  return { ...sandbox, client, call, create, total };
}

describe('the state of the sandbox', () => {
  it('has what was created, and after a reset only what was there at first', async () => {
    const { create, total, client } = await start();
    const before = await total();
    expect((await create('My app')).body.name).toBe('My app');
    expect(await total()).toBe(before + 1);
    await client().reset();
    expect(await total()).toBe(before);
  });

  it('is put back as it was saved, in another process too, credentials and clock included', async () => {
    const first = await start();
    const { body } = await first.create('Kept');
    await first.client().setClock({ at: '2030-01-01T00:00:00.000Z', frozen: true });
    const saved = JSON.parse(JSON.stringify(await first.client().save()));
    await first.create('Not kept');
    const second = await start();
    for (const { client, call } of [first, second]) {
      await client().restore(saved);
      expect((await call('GET', `${TOKENS}?ilike(name,*kept)&select=name`)).body.data).toMatchObject([
        { name: 'Kept' },
      ]);
      expect((await client().clock()).frozen).toBe(true);
      const self = await call('GET', `${TOKENS}/${body.id}`, { headers: { Authorization: `Bearer ${body.token}` } });
      expect(self.status).toBe(403);
    }
  });

  it('is one of many, by a header: 200 at once do not see each other', async () => {
    const { create, total, client } = await start();
    const before = await total();
    const counts = Array.from({ length: 200 }, async (_, index) => {
      const { headers, next, forget } = client(`test ${index}`);
      for (let n = 0; n <= index % 3; n++) expect((await create(`of ${index}`, headers)).status).toBe(201);
      await next('createApiToken', { status: 429 });
      expect((await create('refused', headers)).status).toBe(429);
      const found = await total(headers);
      await forget();
      return found - before - (index % 3);
    });
    expect(new Set(await Promise.all(counts))).toEqual(new Set([1]));
    expect(await total()).toBe(before);
  });

  it.each([
    [{}, 'format'],
    [{ format: 'marketplace-api-tokens sandbox 1', clock: { at: 'noon' } }, 'clock.at'],
    [
      { format: 'marketplace-api-tokens sandbox 1', clock: { at: '2030-01-01T00:00:00Z' }, tables: {} },
      'tables.tokens',
    ],
  ])('is not put back from %j', async (state, field) => {
    const { client, total } = await start();
    const before = await total();
    const failure = await client()
      .restore(state as never)
      .catch((error: SandboxError) => error);
    expect(failure).toBeInstanceOf(SandboxError);
    expect(Object.keys((failure as SandboxError).errors)).toEqual([field]);
    expect(await total()).toBe(before);
  });

  it('is not put back where a token of it does not keep the contract', async () => {
    const { client } = await start();
    const saved = await client().save();
    const [, token] = saved.tables.tokens[0] as [string, { status: string }];
    token.status = 'Half';
    await expect(client().restore(saved)).rejects.toThrow(/must keep the contract/);
  });
});

describe('the clock of the sandbox', () => {
  it('is set, stands still, and goes on where it is told to', async () => {
    const { create, client } = await start();
    const { setClock, advanceClock } = client();
    await setClock({ at: new Date('2031-05-01T12:00:00Z'), frozen: true });
    expect((await create('a')).body.audit.created.at).toBe('2031-05-01T12:00:00.000Z');
    await advanceClock(90_000);
    expect((await create('b')).body.audit.created.at).toBe('2031-05-01T12:01:30.000Z');
    await setClock({ at: '2020-01-01T00:00:00Z' });
    expect((await client().clock()).at).toBe(Date.parse('2020-01-01T00:00:00Z'));
  });

  it('ends the 24 hours of a key, and the minute of a rate limit', async () => {
    const { create, client } = await start({ rateLimit: 3 });
    const key = { 'Idempotency-Key': 'one' };
    const { body: first } = await create('once', key);
    expect((await create('once', key)).body.id).toBe(first.id);
    await create('third');
    expect((await create('fourth')).status).toBe(429);
    await client().advanceClock(86_400_001);
    const later = await create('once', key);
    expect([later.status, later.body.id === first.id]).toEqual([201, false]);
  });
});

describe('what goes wrong in the sandbox', () => {
  it('is, for the next requests of an operation, what was set', async () => {
    const { create, call, client } = await start();
    await client().next('createApiToken', { status: 429, times: 2 }, { status: 500 });
    const statuses = [];
    for (let n = 0; n < 4; n++) statuses.push((await create('x')).status);
    expect(statuses).toEqual([429, 429, 500, 201]);
    await client().next('createApiToken', { status: 400, example: 'unknown-module' });
    expect((await create('x')).body.code).toBe('module.not-available');
    expect((await call('GET', TOKENS)).status).toBe(200);
  });

  it('may be a connection that is cut, before anything is done', async () => {
    const { create, total, client } = await start();
    const before = await total();
    await client().next('createApiToken', { status: 'cut' });
    await expect(create('x')).rejects.toThrow();
    expect(await total()).toBe(before);
  });

  it('may come by chance, and takes its time', async () => {
    const { create, client } = await start();
    await client().setFaults({ errorShare: 1, errorStatus: 429, latency: { from: 30, to: 40 } });
    expect((await create('x')).status).toBe(429);
    const [entry] = await client().requests();
    expect(entry).toMatchObject({ status: 429, because: 'chance', operation: 'createApiToken' });
    expect(entry?.durationMs).toBeGreaterThanOrEqual(29);
    await client().setFaults({});
    expect((await create('x')).status).toBe(201);
  });

  it.each([
    [{ errorShare: 2 }, 'errorShare'],
    [{ errorShare: 0.6, cutShare: 0.6 }, 'errorShare'],
    [{ errorShare: 1, errorStatus: 418 }, 'errorStatus'],
    [{ errorShare: 1, errorStatus: 404 }, 'errorStatus'],
    [{ latency: -1 }, 'latency'],
    [{ latency: { from: 9, to: 1 } }, 'latency.to'],
    [{ operations: ['x'] }, 'operations[0]'],
    [{ unknown: 1 }, 'faults.unknown'],
  ])('is refused where it cannot be: %j', async (faults, field) => {
    const { client } = await start();
    const failure = (await client()
      .setFaults(faults as never)
      .catch((error) => error)) as SandboxError;
    expect([failure.status, Object.keys(failure.errors)]).toEqual([400, [field]]);
  });

  it('is always what the contract declares, whatever is set', async () => {
    const { call, client } = await start();
    const ids = Object.keys(operations) as OperationId[];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ids),
        fc.oneof(fc.constantFrom(...new Set(ids.flatMap((id) => [...operations[id].statuses]))), fc.integer()),
        async (operation, status) => {
          const { method, path, statuses, body } = operations[operation];
          const set = client().next(operation, { status });
          const isDeclared = (statuses as readonly number[]).includes(status);
          if (!isDeclared) {
            await expect(set).rejects.toThrow(SandboxError);
            return;
          }
          await set;
          const answer = await call(method, pathOf(operation, IDS), body ? { body: { name: 'x' } } : {});
          expect([path, answer.status]).toEqual([path, status]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the controls', () => {
  it('name each request, what it was taken for and which rule answered', async () => {
    const { create, call, client } = await start();
    await create('*');
    await call('GET', '/nowhere');
    const [refused, lost] = await client().requests();
    expect(refused).toMatchObject({
      operation: 'createApiToken',
      caller: 'TKN-1671-0642',
      isStandIn: true,
      status: 400,
      code: 'name.invalid',
      rule: 'token.name',
      requestBody: '{"name":"*"}',
    });
    expect(lost).toMatchObject({ status: 404, code: 'path.unknown' });
    expect(lost).not.toHaveProperty('operation');
  });

  it('say what there is where a path is wrong, and that a body has to be JSON', async () => {
    const { url, call } = await start();
    expect((await call('GET', '/sandbox/nothing')).body.detail).toContain('POST /sandbox/reset');
    expect((await call('GET', '/sandbox')).body.operations.createApiToken[429]).toEqual(['too-many-requests']);
    const response = await fetch(`${url}/sandbox/clock`, { method: 'PUT', body: '{' });
    expect([response.status, (await response.json()).errors]).toEqual([400, { $: 'must be JSON' }]);
  });

  it('tell of requests as they are answered, to who reads', async () => {
    const { url, create } = await start();
    await create('before');
    const heard = Promise.withResolvers<string>();
    const reader = httpRequest(`${url}/sandbox/events`, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
        if (text.includes('after')) heard.resolve(text);
      });
    }).end();
    onTestFinished(() => void reader.destroy());
    await expect.poll(async () => (await create('after')).status).toBe(201);
    expect(await heard.promise).toMatch(/before[\s\S]*after/);
  });
});
