import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { assertDeclared } from '../../server/testing/contract.ts';
import { type ApiTokens, type ApiTokensOptions, apiTokens, BrokenContract, ControlError, problem } from './index.ts';

const PATH = '/public/v1/accounts/api-tokens';
const ORIGIN = 'https://tokens.test';

/** As MSW 3 has it, and as MSW 2 has it. */
const NO_STRANGERS = { onUnhandledFrame: 'error', onUnhandledRequest: 'error' } as const;

const server = setupServer();
beforeAll(() => server.listen(NO_STRANGERS));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

/** Handlers of their own for a test. */
function begin(options: ApiTokensOptions = {}) {
  const tokens = apiTokens(options);
  server.use(...tokens.handlers);
  return tokens;
}

async function call(
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: HeadersInit } = {},
) {
  const response = await fetch(ORIGIN + path, {
    method,
    headers: {
      authorization: 'Bearer any',
      'content-type': 'application/json',
      ...Object.fromEntries(new Headers(headers)),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = { status: response.status, headers: response.headers, text, body: text && JSON.parse(text) };
  await assertDeclared(method, path, answer);
  return answer;
}

const create = (name: string, headers: HeadersInit = {}) => call('POST', PATH, { body: { name }, headers });

async function total(headers: HeadersInit = {}): Promise<number> {
  return (await call('GET', `${PATH}?limit=0`, { headers })).body.$meta.pagination.total;
}

describe('the handlers', () => {
  it('are the API with its rules: what is created is found, and what is wrong is a problem with its code', async () => {
    begin();
    const { body } = await create('My app');
    expect((await call('GET', `${PATH}?eq(name,'My app')`)).body.data).toMatchObject([{ id: body.id, name: 'My app' }]);
    const refused = await create('*');
    expect([refused.status, refused.body.code]).toEqual([400, 'name.invalid']);
    expect(refused.headers.get('Sandbox-Rule')).toBe('token.name');
  });

  it('answer at any origin, and leave what is not of the contract to others', async () => {
    begin();
    server.use(http.get('*/public/v1/orders', () => HttpResponse.json('of another')));
    for (const origin of ['http://localhost:8080', 'https://api.example.com']) {
      const response = await fetch(`${origin}${PATH}/TKN-0000-0000`, { headers: { Authorization: 'Bearer any' } });
      expect([response.status, (await response.json()).code]).toEqual([404, 'resource.not-found']);
      expect(await (await fetch(`${origin}/public/v1/orders`)).json()).toBe('of another');
    }
  });

  it('answer below a base URL only, where one is given', async () => {
    server.use(http.all('*', () => HttpResponse.json('of another')));
    begin({ baseUrl: 'https://api.example.com/v1.0/' });
    const response = await fetch(`https://api.example.com/v1.0/public/v1/openapi.json`);
    expect((await response.json()).servers).toEqual([{ url: 'https://api.example.com/v1.0' }]);
    for (const url of [`https://api.example.com${PATH}`, `https://api.example.com/v1-0${PATH}`, ORIGIN + PATH]) {
      expect(await (await fetch(url)).json()).toBe('of another');
    }
  });

  it('answer where an id cannot be decoded, and where a path is below that of an operation', async () => {
    begin();
    for (const path of [`${PATH}/%ZZ`, `${PATH}/TKN-4134-7330/nothing`]) {
      const response = await fetch(ORIGIN + path, { headers: { Authorization: 'Bearer any' } });
      expect([response.status, (await response.json()).code]).toEqual([404, 'path.unknown']);
    }
  });

  it('are one API for each call', async () => {
    const one = begin({ baseUrl: 'https://one.test' });
    const other = begin({ baseUrl: 'https://other.test' });
    await one.next('getOpenApi', { status: 429 });
    expect((await fetch('https://other.test/public/v1/openapi.json')).status).toBe(200);
    expect((await fetch('https://one.test/public/v1/openapi.json')).status).toBe(429);
    expect(await other.requests()).toHaveLength(1);
  });

  it('need a base URL that is one', () => {
    for (const baseUrl of ['/api', 'localhost:8080']) expect(() => apiTokens({ baseUrl })).toThrow(TypeError);
  });

  it('stream a list piece by piece, and leave off where the reader does', async () => {
    begin();
    const headers = { Authorization: 'Bearer any', 'MPT-Streaming': 'true', Accept: 'application/jsonl' };
    const response = await fetch(ORIGIN + PATH, { headers });
    expect(response.headers.get('content-type')).toMatch(/^application\/jsonl/);
    const lines = (await response.text()).trim().split('\n');
    expect(lines).toHaveLength(Number(response.headers.get('MPT-Item-Count')));
    const { body } = await fetch(ORIGIN + PATH, { headers });
    const reader = body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await reader?.cancel();
  });

  it('let go of a request whose caller leaves', async () => {
    const onFailure = vi.fn<(error: unknown) => void>();
    const tokens = begin({ onFailure });
    const [taken, left] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await tokens.override('listApiTokens', async ({ signal }, asUsual) => {
      signal?.addEventListener('abort', () => left.resolve());
      taken.resolve();
      await left.promise;
      return asUsual();
    });
    const leaving = new AbortController();
    const asked = fetch(ORIGIN + PATH, { headers: { Authorization: 'Bearer any' }, signal: leaving.signal });
    await taken.promise;
    leaving.abort();
    await expect(asked).rejects.toThrow(/abort/i);
    await expect.poll(() => tokens.requests()).toMatchObject([{ status: 'cut' }]);
    expect(onFailure).not.toHaveBeenCalled();
  });
});

describe('the first data', () => {
  const seed = {
    modules: [
      {
        id: 'MOD-0001',
        code: 'access-management',
        name: 'Access',
        accountTypes: ['Client' as const],
        settings: {
          configurable: true,
          default: true,
          paid: false,
          type: ['new' as const],
          obsolete: false,
          sharedAccount: false,
          eligibility: { multi: true, single: true },
        },
      },
    ],
    accounts: [
      { id: 'ACC-0000-0001', type: 'Client' as const, status: 'Active' as const, name: 'Mine', modules: ['MOD-0001'] },
    ],
    tokens: [{ id: 'TKN-0000-0001', account: 'ACC-0000-0001', name: 'Of mine', modules: ['MOD-0001'] }],
  };

  it('is that of a seed, whose credentials are known', async () => {
    const tokens = begin({ seed });
    const { 'TKN-0000-0001': credential } = await tokens.credentials();
    const { body } = await call('GET', PATH, { headers: { Authorization: `Bearer ${credential}` } });
    expect(body.data).toMatchObject([{ id: 'TKN-0000-0001', name: 'Of mine' }]);
  });

  it('is refused where a reference leads nowhere', () => {
    const broken = { ...seed, accounts: [] };
    expect(() => apiTokens({ seed: broken })).toThrow('tokens[0].account is no account of this file');
  });
});

describe('the controls', () => {
  it('reset: data, clock and faults are as at the beginning', async () => {
    const tokens = begin();
    const before = await total();
    await create('Mine');
    await tokens.next('createApiToken', { status: 500 });
    await tokens.setClock({ at: '2031-01-01T00:00:00Z', frozen: true });
    await tokens.override('getOpenApi', async () => ({ status: 500, body: problem(500) }));
    await tokens.reset();
    expect(await total()).toBe(before);
    expect((await tokens.clock()).frozen).toBe(false);
    expect((await create('Again')).status).toBe(201);
    expect((await call('GET', '/public/v1/openapi.json')).status).toBe(200);
  });

  it('save and restore', async () => {
    const tokens = begin();
    const { body } = await create('Kept');
    const saved = JSON.parse(JSON.stringify(await tokens.save()));
    await call('DELETE', `${PATH}/${body.id}`);
    await tokens.restore(saved);
    expect((await call('GET', `${PATH}/${body.id}`)).body.status).toBe('Active');
    await expect(tokens.restore({ ...saved, format: 'other' })).rejects.toThrow(ControlError);
  });

  it('set the clock and move it', async () => {
    const tokens = begin();
    await tokens.setClock({ at: new Date('2031-05-01T12:00:00Z'), frozen: true });
    await tokens.advanceClock(90_000);
    expect((await create('a')).body.audit.created.at).toBe('2031-05-01T12:01:30.000Z');
  });

  it('set the next answers, a cut connection included', async () => {
    const tokens = begin();
    const before = await total();
    await tokens.next('createApiToken', { status: 429, times: 2 }, { status: 'cut' });
    expect([(await create('x')).status, (await create('x')).status]).toEqual([429, 429]);
    await expect(create('x')).rejects.toThrow(TypeError);
    expect(await total()).toBe(before);
    expect((await create('x')).status).toBe(201);
    await expect(tokens.next('createApiToken', { status: 418 })).rejects.toThrow(ControlError);
  });

  it('set what goes wrong by chance, and the rate limit', async () => {
    const tokens = begin();
    await tokens.setFaults({ errorShare: 1, errorStatus: 403, operations: ['createApiToken'] });
    expect((await create('x')).status).toBe(403);
    await tokens.setFaults({ cutShare: 1 });
    await expect(create('x')).rejects.toThrow(TypeError);
    await tokens.setFaults({});
    await tokens.setRateLimit({ rateLimit: 1 });
    expect([(await create('x')).status, (await create('x')).status]).toEqual([201, 429]);
    expect(await tokens.requests()).toMatchObject([
      { because: 'chance' },
      { status: 'cut' },
      { status: 201 },
      { status: 429 },
    ]);
  });
});

describe('a state', () => {
  it('is one of many, by a header: two at once do not see each other', async () => {
    const tokens = begin();
    const before = await total();
    const counts = ['one', 'other'].map(async (name, more) => {
      const { headers, next, override, forget } = tokens.state(name);
      for (let n = 0; n <= more; n++) expect((await create('x', headers)).status).toBe(201);
      await next('createApiToken', { status: 429 });
      await override('getOpenApi', async () => ({ status: 500, body: problem(500) }));
      expect((await create('x', headers)).status).toBe(429);
      const found = await total(headers);
      await forget();
      return found;
    });
    expect(await Promise.all(counts)).toEqual([before + 1, before + 2]);
    expect([await total(), (await call('GET', '/public/v1/openapi.json')).status]).toEqual([before, 200]);
    expect(await total(tokens.state('one').headers)).toBe(before);
  });
});

describe('an override', () => {
  async function failing(override: (tokens: ApiTokens) => Promise<unknown>) {
    const onFailure = vi.fn<(error: unknown) => void>();
    const tokens = begin({ onFailure });
    await override(tokens);
    const { status, body } = await create('x');
    expect([status, body.code]).toEqual([500, 'server.failed']);
    const [error] = onFailure.mock.calls[0] ?? [];
    expect(error).toBeInstanceOf(BrokenContract);
    return String(error);
  }

  it('answers in place of the API until it is taken back; the one before it counts again then', async () => {
    const tokens = begin();
    await tokens.override('createApiToken', async () => ({ status: 403, body: problem(403) }));
    const takeBack = await tokens.override('createApiToken', async ({ body }) => ({
      status: 429,
      headers: { 'Retry-After': 7 },
      body: problem(429, { detail: `Not now, ${body.name}.` }),
    }));
    const refused = await create('My app');
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '7']);
    expect(refused.body).toMatchObject({ code: 'rate.exceeded', detail: 'Not now, My app.' });
    expect(await tokens.requests()).toMatchObject([{ because: 'override', code: 'rate.exceeded' }]);
    takeBack();
    expect((await create('My app')).status).toBe(403);
    await tokens.reset();
    expect((await create('My app')).status).toBe(201);
  });

  it('may change what is answered as usual, and comes after the checks of the contract', async () => {
    const tokens = begin();
    await tokens.override('createApiToken', async (_, asUsual) => {
      const answer = await asUsual();
      return { ...answer, body: { ...answer.body, name: 'Other' } } as typeof answer;
    });
    expect((await create('My app')).body.name).toBe('Other');
    expect((await call('GET', `${PATH}?ilike(name,my app)`)).body.data).toHaveLength(1);
    expect((await create('*')).body.code).toBe('name.invalid');
    const unknown = await call('POST', PATH, { body: { name: 'x', modules: [{ id: 'MOD-9999' }] } });
    expect(unknown.body.code).toBe('module.not-available');
  });

  it('may answer a stream as usual', async () => {
    const tokens = begin();
    await tokens.override('listApiTokens', (_, asUsual) => asUsual());
    const headers = { Authorization: 'Bearer any', 'MPT-Streaming': 'true', Accept: 'application/jsonl' };
    expect((await (await fetch(ORIGIN + PATH, { headers })).text()).split('\n').length).toBeGreaterThan(1);
  });

  it('may break a stream, and who reads it is not told that it has ended', async () => {
    const onFailure = vi.fn<(error: unknown) => void>();
    const tokens = begin({ onFailure });
    await tokens.override('listApiTokens', async (_, asUsual) => {
      const answer = await asUsual();
      if (!('stream' in answer)) return answer;
      const { stream } = answer;
      async function* pages(): typeof stream.pages {
        for await (const page of stream.pages) {
          yield page;
          throw new Error('The cable is cut.');
        }
      }
      return { ...answer, stream: { ...stream, pages: pages() } };
    });
    const headers = { Authorization: 'Bearer any', 'MPT-Streaming': 'true', Accept: 'application/jsonl' };
    const reading = fetch(ORIGIN + PATH, { headers }).then((response) => response.text());
    await expect(reading).rejects.toThrow();
    expect(String(onFailure.mock.calls[0]?.[0])).toContain('The cable is cut.');
  });

  it.each([
    [
      'a status that is not declared',
      { status: 418, body: undefined },
      /answer 418 .* of createApiToken .* not declared/,
    ],
    [
      'a body that is not as declared',
      { status: 201, headers: { Location: '/x', ETag: '"1-x"' }, body: {} },
      /must have required property 'id'/,
    ],
    ['a header that is missing', { status: 429, headers: {}, body: problem(429) }, /must have retry-after/],
    [
      'a header that is not declared',
      { status: 403, headers: { Mine: '1' }, body: problem(403) },
      /header mine .* not declared/,
    ],
    ['a problem of another status', { status: 403, body: problem(404) }, /status 404 in a 403/],
    ['no answer', undefined, /answer undefined/],
  ])('fails loudly with %s', async (_, answer, message) => {
    const told = await failing((tokens) => tokens.override('createApiToken', async () => answer as never));
    expect(told).toMatch(message);
  });
});
