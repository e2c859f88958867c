import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import document from '../generated/openapi.json' with { type: 'json' };
import { createMock, type Mock } from '../mock/examples/server.ts';
import { ApiProblem, createClient } from './index.ts';

let mock: Mock;
beforeAll(async () => {
  mock = await createMock({ port: 0 });
});
afterAll(() => mock.close());

describe('the client against the mock', () => {
  const client = (options: { prefer?: string; token?: string } = {}) =>
    createClient({
      baseUrl: mock.url,
      token: options.token ?? 'any',
      retries: 0,
      headers: options.prefer === undefined ? {} : { Prefer: options.prefer },
    });

  test('creates a token and reads it', async () => {
    const created = await client().createApiToken({ name: 'ERP connector', modules: [{ id: 'MOD-1756' }] });
    expect(created).toEqual(document.components.examples['created-full'].value);
    const read = await client({ token: created.token }).getApiToken(created.id);
    expect(read).toEqual(document.components.examples['token-default'].value);
  });

  test('selects', async () => {
    const selected = client({ prefer: 'example=selected' }).getApiToken('TKN-4134-7330', { select: '-*,+id,+name' });
    expect(await selected).toEqual(document.components.examples['token-selected'].value);
  });

  test('reads the contract', async () => {
    const { paths, servers } = await client().getOpenApi();
    expect(paths).toEqual(document.paths);
    expect(servers).toEqual([{ url: mock.url }]);
  });

  test('gets a problem that it asked for', async () => {
    const call = client({ prefer: 'code=400, example=unknown-module' }).createApiToken({ name: 'ERP connector' });
    await expect(call).rejects.toMatchObject(document.components.examples['problem-unknown-module'].value);
    const limited = client({ prefer: 'code=429' }).getApiToken('TKN-4134-7330');
    await expect(limited).rejects.toMatchObject({ status: 429, retryAfter: 42 });
  });

  test('is unauthorized without a token', async () => {
    const call = client({ token: '' }).getApiToken('TKN-4134-7330');
    await expect(call).rejects.toBeInstanceOf(ApiProblem);
    await expect(call).rejects.toMatchObject({ status: 401, title: 'Authentication Failed' });
  });
});
