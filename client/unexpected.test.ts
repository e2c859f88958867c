import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ApiProblem, type Client, createClient, UnexpectedAnswer } from './index.ts';
import { answering, json, type StubbedAnswer } from './testing.ts';

const TOKEN = 'idt:TKN-0000-0001:0123456789abcdefghijklmnopqrstuvwxyz';
const TOKENS = '/public/v1/accounts/api-tokens';

async function failure(call: Promise<unknown>): Promise<UnexpectedAnswer> {
  const error = await call.then(
    (value) => expect.fail(`it resolved with ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof UnexpectedAnswer)) throw error;
  return error;
}

const OPERATIONS: [name: string, call: (client: Client) => Promise<unknown>][] = [
  ['createApiToken', (client) => client.createApiToken({ name: 'ERP' })],
  ['getApiToken', (client) => client.getApiToken('TKN-0000-0002')],
  ['listApiTokens', (client) => client.listApiTokens({ limit: 1 })],
  ['eachApiToken', (client) => client.eachApiToken().next()],
  ['updateApiToken', (client) => client.updateApiToken('TKN-0000-0002', { name: 'ERP' })],
  ['deleteApiToken', (client) => client.deleteApiToken('TKN-0000-0002')],
  ['enableApiToken', (client) => client.enableApiToken('TKN-0000-0002')],
  ['disableApiToken', (client) => client.disableApiToken('TKN-0000-0002')],
  ['getModule', (client) => client.getModule('MOD-1756')],
  ['listAccounts', (client) => client.listAccounts()],
  ['getOpenApi', (client) => client.getOpenApi()],
];

describe('a redirect is not followed', () => {
  /** A gateway that sends every first request elsewhere, where a list is. */
  async function gateway(status: number) {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      if (request.url === '/list') response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"data":[]}');
      else response.writeHead(status, { Location: '/list', 'Content-Type': 'text/html' }).end('<a href="/list">');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
  }

  test.each([300, 301, 302, 303, 304, 307, 308])('createApiToken rejects, with status %i', async (status) => {
    const { url, seen } = await gateway(status);
    const error = await failure(createClient({ baseUrl: url, token: TOKEN }).createApiToken({ name: 'ERP' }));
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({ name: 'UnexpectedAnswer', status, type: 'about:blank', url: url + TOKENS });
    expect(error.message).toMatch(`${status} Unexpected Answer: POST ${url}${TOKENS} was answered with a redirect`);
    expect(seen).toEqual([`POST ${TOKENS}`]);
  });

  const STREAMS: typeof OPERATIONS = [['streamApiTokens', (client) => client.streamApiTokens().next()]];

  test.each([...OPERATIONS, ...STREAMS])('%s rejects', async (_name, call) => {
    const { url, seen } = await gateway(302);
    const error = await failure(call(createClient({ baseUrl: url, token: TOKEN })));
    expect(error).toMatchObject({ status: 302, mediaType: 'text/html' });
    expect(seen).toHaveLength(1);
  });

  test("by a `fetch` of one's own that follows it, it is told all the same", async () => {
    const { url } = await gateway(303);
    const client = createClient({ baseUrl: url, token: TOKEN, fetch: (request) => fetch(request.url) });
    expect(await failure(client.createApiToken({ name: 'ERP' }))).toMatchObject({ status: 200, url: `${url}/list` });
  });

  // A browser gives its pages an answer with the status 0 and nothing else, which nobody can make but a network.
  test('of which a browser tells nothing, it has the status 0', async () => {
    const client = createClient({
      baseUrl: 'https://api.example.com',
      token: TOKEN,
      fetch: async () => Response.error(),
    });
    expect(await failure(client.createApiToken({ name: 'ERP' }))).toMatchObject({ status: 0, mediaType: undefined });
  });
});

describe('a success that no operation has', () => {
  const html = { 'Content-Type': 'text/html; charset=utf-8' };
  const ANSWERS: [string, StubbedAnswer][] = [
    ['a page', { status: 200, headers: html, body: '<h1>Sign in</h1>' }],
    ['a page, with a length', { status: 200, headers: { ...html, 'Content-Length': '1' }, body: '<' }],
    ['null', json(200, null)],
    ['a list', json(200, [])],
    ['a string', json(200, 'ok')],
    ['a number', json(200, 1)],
    ['JSON that is cut', { ...json(200, {}), body: '{"id":"TKN-0000' }],
    ['JSON and more', { ...json(200, {}), body: '{"id":"TKN-0000-0002"}<!-- -->' }],
  ];
  const NOTHING: [string, StubbedAnswer][] = [
    ['nothing', { status: 200 }],
    ['nothing, and says so', { status: 201, headers: { 'Content-Length': '0' } }],
    ['a 204', { status: 204 }],
  ];

  test.each([...ANSWERS, ...NOTHING])('%s rejects as one, with status and media type', async (_name, answer) => {
    const { url } = await answering(answer);
    const error = await failure(createClient({ baseUrl: url, token: TOKEN }).createApiToken({ name: 'ERP' }));
    const mediaType = answer.headers?.['Content-Type']?.split(';')[0];
    expect(error).toMatchObject({ name: 'UnexpectedAnswer', status: answer.status, mediaType, url: url + TOKENS });
    expect(error.message).toContain('was answered with no JSON object');
  });

  test.each(OPERATIONS)('a page for %s', async (_name, call) => {
    const { url } = await answering({ status: 200, headers: html, body: '<h1>Sign in</h1>' });
    const error = await failure(call(createClient({ baseUrl: url, token: TOKEN })));
    expect(error).toMatchObject({ status: 200, mediaType: 'text/html' });
  });

  test.each(ANSWERS)('a deletion has no body: %s', async (_name, answer) => {
    const { url } = await answering(answer);
    const error = await failure(createClient({ baseUrl: url, token: TOKEN }).deleteApiToken('TKN-0000-0002'));
    expect(error.message).toContain('a body that is none of the operation');
  });

  test.each(NOTHING)('a deletion with %s is one', async (_name, answer) => {
    const { url } = await answering(answer);
    expect(await createClient({ baseUrl: url, token: TOKEN }).deleteApiToken('TKN-0000-0002')).toBeUndefined();
  });

  test('a byte order mark and a media type of its own do no harm', async () => {
    const { url } = await answering({
      status: 200,
      headers: { 'Content-Type': 'text/plain' },
      body: '\ufeff{"id":"x"}',
    });
    expect(await createClient({ baseUrl: url, token: TOKEN }).getApiToken('x')).toEqual({ id: 'x' });
  });

  test('its URL has no query, and the credential is nowhere', async () => {
    const { url } = await answering({ status: 200, headers: html, body: TOKEN });
    const client = createClient({ baseUrl: url, token: TOKEN });
    const listed = await failure(client.listApiTokens({ filter: `eq(token,"${TOKEN}")` }));
    expect(listed.url).toBe(url + TOKENS);
    const read = await failure(client.getApiToken(TOKEN));
    for (const error of [listed, read]) expect(inspect(error, { depth: 9 })).not.toContain('0123456789abc');
  });
});

describe('an id that is no string or empty is a TypeError before anything is sent', () => {
  const IDS = [undefined, null, 5, 0, true, {}, [], ['TKN-0000-0002'], Symbol('id'), new Date(0), '', '.', '..'];
  const BY_ID: [string, (client: Client, id: string) => Promise<unknown>][] = [
    ['getApiToken', (client, id) => client.getApiToken(id)],
    ['updateApiToken', (client, id) => client.updateApiToken(id, { name: 'ERP' })],
    ['deleteApiToken', (client, id) => client.deleteApiToken(id)],
    ['enableApiToken', (client, id) => client.enableApiToken(id)],
    ['disableApiToken', (client, id) => client.disableApiToken(id)],
    ['getModule', (client, id) => client.getModule(id)],
    ['getAccount', (client, id) => client.getAccount(id)],
  ];

  test.each(BY_ID)('%s', async (_name, call) => {
    const asked: unknown[] = [];
    const client = createClient({
      baseUrl: 'https://api.example.com',
      token: () => {
        asked.push('the token');
        return TOKEN;
      },
      fetch: async (request) => {
        asked.push(request);
        return Response.json({});
      },
    });
    for (const id of IDS) {
      const error = await call(client, id as string).catch((reason: unknown) => reason);
      expect(error, inspect(id)).toBeInstanceOf(TypeError);
      expect(String(error), inspect(id)).toMatch(/^TypeError: An id (must be a string|cannot be empty)/);
    }
    expect(asked).toEqual([]);
  });
});
