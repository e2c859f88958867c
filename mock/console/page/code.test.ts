import { describe, expect, it, onTestFinished } from 'vitest';
import type { OperationId } from '../../../generated/operations.ts';
import { curlOf, type Shown } from '../../../server/docs/page/curl.ts';
import { codeOf } from './code.ts';

const ORIGIN = 'http://127.0.0.1:4010';
const TOKENS = '/public/v1/accounts/api-tokens';
const HEADERS = { host: '127.0.0.1:4010', authorization: 'Bearer any', accept: '*/*', 'user-agent': 'x' };

const shown = (method: string, target: string, rest: Partial<Shown> = {}): Shown => {
  return { method, target, headers: HEADERS, ...rest };
};
/** What is called of the client. */
const callOf = (operation: OperationId, request: Shown) =>
  codeOf(ORIGIN, operation, request)?.split('\n').slice(3).join('\n');

describe('a request as client code', () => {
  it('creates a client of this origin with the credential', () => {
    expect(codeOf(ORIGIN, 'getOpenApi', shown('GET', '/public/v1/openapi.json'))).toBe(
      `import { createClient } from 'marketplace-api-tokens';

const client = createClient({ baseUrl: '${ORIGIN}', token: 'any' });
await client.getOpenApi();`,
    );
  });

  it.each<[OperationId, Shown, string]>([
    [
      'listApiTokens',
      shown('GET', `${TOKENS}?eq(status,Active)&limit=2&ilike(name,*a%20b*)&order=-name&select=+audit`),
      `await client.listApiTokens({
  filter: 'eq(status,Active)&ilike(name,*a b*)',
  limit: 2,
  order: '-name',
  select: '+audit',
});`,
    ],
    ['listModules', shown('GET', '/public/v1/accounts/modules'), 'await client.listModules();'],
    [
      'getApiToken',
      shown('GET', `${TOKENS}/TKN-1-2?select=audit`),
      "await client.getApiToken('TKN-1-2', { select: 'audit' });",
    ],
    ['deleteApiToken', shown('DELETE', `${TOKENS}/TKN-1-2`), "await client.deleteApiToken('TKN-1-2');"],
    ['enableApiToken', shown('POST', `${TOKENS}/TKN-1-2/enable`), "await client.enableApiToken('TKN-1-2');"],
    ['getAccount', shown('GET', '/public/v1/accounts/accounts/ACC-1-2'), "await client.getAccount('ACC-1-2');"],
    [
      'updateApiToken',
      shown('PUT', `${TOKENS}/TKN-1-2`, { body: '{"name":"O\'Neill \\"x\\"","modules":[{"id":"MOD-1"}],"icon":null}' }),
      `await client.updateApiToken('TKN-1-2', { name: 'O\\'Neill "x"', modules: [{ id: 'MOD-1' }], icon: null });`,
    ],
  ])('%s', (operation, request, code) => {
    expect(callOf(operation, request)).toBe(code);
  });

  it('streams where a stream was asked for, and keeps headers that mean something', () => {
    const headers = { ...HEADERS, 'mpt-streaming': 'true' };
    expect(callOf('listApiTokens', shown('GET', TOKENS, { headers }))).toBe(
      'for await (const item of client.streamApiTokens()) console.log(item);',
    );
    const key = { ...HEADERS, 'idempotency-key': 'one' };
    expect(codeOf(ORIGIN, 'createApiToken', shown('POST', TOKENS, { headers: key, body: '{}' }))).toContain(
      "headers: { 'idempotency-key': 'one' }",
    );
  });

  it('is none where the client sends nothing like it', () => {
    expect(codeOf(ORIGIN, undefined, shown('GET', '/nowhere'))).toBeUndefined();
    expect(codeOf(ORIGIN, 'createApiToken', shown('POST', TOKENS, { body: '[' }))).toBeUndefined();
  });
});

describe('a request as curl', () => {
  it('is one command, whatever is in it', async () => {
    const { execFile } = await import('node:child_process');
    const { createServer } = await import('node:http');
    const { promisify } = await import('node:util');
    const { text } = await import('node:stream/consumers');
    const heard: unknown[] = [];
    const server = createServer(async (request, response) => {
      heard.push([request.method, request.url, request.headers['idempotency-key'], await text(request)]);
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const body = '{"name":"it\'s $HOME `x` \\\\ @file"}';
    const headers = { ...HEADERS, 'idempotency-key': "a'b" };
    const command = curlOf(`http://127.0.0.1:${port}`, shown('PUT', `${TOKENS}?eq(name,'x')`, { headers, body }));
    await promisify(execFile)('sh', ['-c', command]);
    expect(heard).toEqual([['PUT', `${TOKENS}?eq(name,'x')`, "a'b", body]]);
  });
});
