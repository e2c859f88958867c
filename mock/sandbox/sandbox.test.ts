import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import document from '../../generated/openapi.json' with { type: 'json' };
import { assertDeclared } from '../../server/testing/contract.ts';
import { responseExamples } from '../../server/testing/examples.ts';
import { seedFile } from '../../server/testing/seeds.ts';
import { createSandbox, type Sandbox } from './server.ts';

const TOKENS = '/public/v1/accounts/api-tokens';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ port: 0 });
});
afterAll(() => sandbox.close());

async function call(path: string, init: RequestInit = {}, at = sandbox) {
  const headers = { authorization: 'Bearer any', ...Object.fromEntries(new Headers(init.headers)) };
  const response = await fetch(at.url + path, { ...init, headers });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') && !response.headers.has('mpt-streaming');
  const answer = {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
  await assertDeclared(init.method ?? 'GET', path, answer);
  return answer;
}

const post = (body: string, headers: HeadersInit = {}) =>
  call(TOKENS, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

describe('the first data of the sandbox', () => {
  it('has each id of the documentation, with what is said of it there', async () => {
    const shown = responseExamples.filter(({ operation, status, value }) => {
      return operation.startsWith('get') && status === 200 && 'id' in Object(value) && !('paths' in Object(value));
    });
    expect(shown.length).toBeGreaterThan(4);
    for (const { operation, name, value } of shown) {
      const { id, $meta } = value as { id: string; $meta: { omitted: string[] } };
      const path = `/public/v1/accounts/${{ TKN: 'api-tokens', MOD: 'modules', ACC: 'accounts' }[id.slice(0, 3)]}/${id}`;
      const { status, body } = await call(path);
      expect(status, `${operation} ${name}`).toBe(200);
      if (id.startsWith('TKN') && $meta.omitted.join() === 'audit') expect(body).toEqual(value);
    }
  });

  it('is what a seed file has, and nothing else, where there is one', async () => {
    const own = await createSandbox({ port: 0, seedFile: await seedFile({ modules: [], accounts: [], tokens: [] }) });
    onTestFinished(() => own.close());
    expect((await call(TOKENS, {}, own)).status).toBe(401);
  });

  it('has credentials that are the same each time, and act as what they are', async () => {
    const other = await createSandbox({ port: 0 });
    onTestFinished(() => other.close());
    expect(other.engine.credentials).toEqual(sandbox.engine.credentials);
    const client = { authorization: `Bearer ${sandbox.engine.credentials['TKN-3803-0001']}` };
    const { headers, body } = await call(`${TOKENS}?select=account`, { headers: client });
    expect(headers.has('sandbox-acts-as')).toBe(false);
    const accounts = body.data.map(({ account }: { account: { id: string } }) => account.id);
    expect(new Set(accounts)).toEqual(new Set(['ACC-3803-7263']));
  });
});

describe('a bearer token that is no credential', () => {
  it('acts as an Operations token, which a header names', async () => {
    const { status, headers } = await call(TOKENS, { headers: { authorization: 'Bearer made-up' } });
    expect([status, headers.get('sandbox-acts-as')]).toEqual([200, 'TKN-1671-0642']);
  });

  it('finds itself, as known clients do', async () => {
    const { body } = await call(`${TOKENS}?eq(token,'made-up')&limit=2`, {
      headers: { authorization: 'Bearer made-up' },
    });
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual(['TKN-1671-0642']);
  });

  it.each(['', 'Basic eDp5', 'Bearer', 'Bearer idt:TKN-1671-0642:wrong'])(
    'is not what %j is',
    async (authorization) => {
      const { status, body } = await call(TOKENS, { headers: { authorization } });
      expect([status, body.code]).toEqual([401, 'credential.invalid']);
    },
  );

  it('is refused where every one has to be a credential', async () => {
    const strict = await createSandbox({ port: 0, anyBearer: false });
    onTestFinished(() => strict.close());
    expect((await call(TOKENS, {}, strict)).status).toBe(401);
  });
});

describe('the sandbox answers as the server does', () => {
  it('what was sent, and a misspelt field with the rule that it breaks', async () => {
    expect((await post('{"name":"My app"}')).body.name).toBe('My app');
    const { status, body, headers } = await post('{"nam":"My app"}');
    expect([status, body.code, body.errors]).toEqual([400, 'name.required', { name: ['is required'] }]);
    expect(headers.get('sandbox-rule')).toBe('create.name');
  });

  it('pages of any origin, and their preflights without a credential', async () => {
    const preflight = await fetch(sandbox.url + TOKENS, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example.com',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,sandbox-state',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization,sandbox-state');
    const { headers } = await call('/public/v1/nowhere');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-expose-headers')).toContain('Sandbox-Rule');
  });

  it('a stream, and the contract with its own origin', async () => {
    const { headers, text } = await call(TOKENS, { headers: { 'MPT-Streaming': 'true', Accept: 'application/jsonl' } });
    expect(text.trimEnd().split('\n')).toHaveLength(Number(headers.get('mpt-item-count')));
    const { body } = await call('/public/v1/openapi.json');
    expect(body).toEqual({ ...document, servers: [{ url: sandbox.url }] });
  });
});

describe('Prefer', () => {
  // A record of a stream is no answer of its own.
  const ofTokens = responseExamples.filter(
    ({ operation, name }) => /^(create|list)ApiToken/.test(operation) && name !== 'record',
  );
  it.each(ofTokens)('gives the declared answer $where', async ({ operation, status, name, value }) => {
    const headers = { prefer: `code=${status}, example=${name}` };
    const answer = operation === 'createApiToken' ? await post('{', headers) : await call(TOKENS, { headers });
    expect([answer.status, answer.headers.get('preference-applied')]).toEqual([
      status,
      `code=${status}, example=${name}`,
    ]);
    expect({ ...answer.body, traceId: 0, instance: 0 }).toEqual({ ...(value as object), traceId: 0, instance: 0 });
  });

  it('of what is not declared is 400, and names what is', async () => {
    const { status, body } = await call(TOKENS, { headers: { prefer: 'code=418' } });
    expect(status).toBe(400);
    expect(body.errors.Prefer).toContain('may be code=429, example=too-many-requests|too-many-lists');
  });
});
