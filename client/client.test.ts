import { describe, expect, test } from 'vitest';
import { createClient } from './index.ts';
import { answering, json } from './testing.ts';

const TOKEN = 'idt:TKN-0000-0001:0123456789abcdefghijklmnopqrstuvwxyz';

describe('createApiToken', () => {
  test('posts the body as JSON, with the credential, and gives the token', async () => {
    const { url, seen } = await answering(json(201, { id: 'TKN-4134-7330', token: 'idt:…' }));
    const created = await createClient({ baseUrl: url, token: TOKEN }).createApiToken({ name: 'ERP', modules: [] });

    expect(created.id).toBe('TKN-4134-7330');
    expect(seen).toMatchObject([
      {
        method: 'POST',
        url: '/public/v1/accounts/api-tokens',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: '{"name":"ERP","modules":[]}',
      },
    ]);
  });
});

describe('getApiToken', () => {
  test.each([
    ['TKN-4134-7330', 'TKN-4134-7330'],
    ['a/b?c#d%', 'a%2Fb%3Fc%23d%25'],
    ['TKN ü', 'TKN%20%C3%BC'],
    ['...', '...'],
  ])('encodes the id %j', async (id, encoded) => {
    const { url, seen } = await answering(json(200, {}));
    await createClient({ baseUrl: url, token: TOKEN }).getApiToken(id);
    expect(seen[0]?.url).toBe(`/public/v1/accounts/api-tokens/${encoded}`);
  });

  test.each(['', '.', '..'])('refuses the id %j, which would go to another path', async (id) => {
    const { url, seen } = await answering(json(200, {}));
    await expect(createClient({ baseUrl: url, token: TOKEN }).getApiToken(id)).rejects.toThrow(TypeError);
    expect(seen).toEqual([]);
  });

  test.each([
    ['+audit,-modules', 'select=%2Baudit,-modules'],
    ['-*,+id,+audit.created.at', 'select=-*,%2Bid,%2Baudit.created.at'],
    ['a&b=c#d', 'select=a%26b%3Dc%23d'],
    ['', 'select='],
  ])('writes select %j so that the server reads it', async (select, query) => {
    const { url, seen } = await answering(json(200, {}));
    await createClient({ baseUrl: url, token: TOKEN }).getApiToken('TKN-4134-7330', { select });
    expect(seen[0]?.url).toBe(`/public/v1/accounts/api-tokens/TKN-4134-7330?${query}`);
    expect(new URL(`${url}${seen[0]?.url}`).searchParams.get('select')).toBe(select);
  });
});

describe('options', () => {
  test('getOpenApi sends no credential', async () => {
    const { url, seen } = await answering(json(200, { openapi: '3.1.0' }));
    expect(await createClient({ baseUrl: url, token: TOKEN }).getOpenApi()).toEqual({ openapi: '3.1.0' });
    expect(seen[0]?.headers.authorization).toBeUndefined();
  });

  test.each(['', '/', '//', '/base/'])('baseUrl may end in %j', async (end) => {
    const { url, seen } = await answering(json(200, {}));
    await createClient({ baseUrl: url + end, token: TOKEN }).getOpenApi();
    expect(seen[0]?.url).toBe(`${end.replace(/\/+$/, '')}/public/v1/openapi.json`);
  });

  test('a token function is asked before each request', async () => {
    const { url, seen } = await answering(json(200, {}));
    const tokens = ['first', 'second'];
    const client = createClient({ baseUrl: url, token: async () => tokens.shift() ?? '' });
    for (let call = 0; call < 3; call++) await client.getApiToken('TKN-4134-7330');
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second', undefined]);
  });

  test('a token from a file may end in a line break', async () => {
    const { url, seen } = await answering(json(200, {}));
    await createClient({ baseUrl: url, token: `${TOKEN}\n` }).getApiToken('TKN-4134-7330');
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  });

  test('a token that no header can hold is refused without being shown', async () => {
    const call = createClient({ baseUrl: 'http://127.0.0.1:1', token: `${TOKEN}\nx` }).getApiToken('TKN-4134-7330');
    const error = await call.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).not.toContain('0123456789');
  });

  test('headers go with every request, fetch may be replaced', async () => {
    const requests: Request[] = [];
    const client = createClient({
      baseUrl: 'https://api.example.com',
      token: TOKEN,
      headers: { traceparent: '00-9e02a91b64ac56904703a3a69ea9101d-56be90a29d0b0b25-00' },
      fetch: async (request) => {
        requests.push(request);
        return Response.json({});
      },
    });
    await client.getApiToken('TKN-4134-7330');
    expect(requests[0]?.url).toBe('https://api.example.com/public/v1/accounts/api-tokens/TKN-4134-7330');
    expect(requests[0]?.headers.get('traceparent')).toContain('9e02a91b64ac56904703a3a69ea9101d');
  });
});
