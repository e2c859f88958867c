import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Handlers } from '../core/handler.ts';
import { StoreUnavailable } from '../core/ports/store-unavailable.ts';
import type { Principal } from '../core/principal.ts';
import { sendRaw } from '../testing/raw.ts';
import { ACCOUNTS, SAMPLE, startServer } from '../testing/server.ts';
import { createApp } from './app.ts';
import { contractValidation } from './contract.ts';
import { loadDocument } from './document.ts';
import { createLogger } from './log.ts';
import { Overload } from './overload.ts';
import { counter } from './rate-windows.ts';

const PATH = '/public/v1/accounts/api-tokens';
const TOKEN = `${PATH}/${SAMPLE.client}`;
const SECRET = 'idt:TKN-3803-0001:NeverToBeSeenAnywhere';

describe('500 of a database that is gone', () => {
  it.each([
    ['GET', TOKEN, undefined],
    ['HEAD', TOKEN, undefined],
    ['POST', PATH, { name: 'x' }],
    ['GET', '/nonsense', undefined],
  ])('%s %s is a problem without internals', async (method, path, body) => {
    const server = await startServer();
    await server.store.close();
    const answer = await server.call(method, path, { as: 'client', body });
    expect(answer.status).toBe(500);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    if (method === 'HEAD') return;
    expect(answer.body).toEqual({
      type: 'https://tools.ietf.org/html/rfc9110#section-15.6.1',
      code: 'server.failed',
      title: 'Internal Server Error',
      status: 500,
      detail: 'The request could not be completed.',
      instance: path,
      traceId: expect.any(String),
    });
  });

  it('is in the log with its cause and the trace id that the caller was told, without a credential [errors.no-internals] [errors.trace] [secrets.nowhere]', async () => {
    const server = await startServer();
    await server.store.close();
    const { body } = await server.call('GET', TOKEN, { as: 'client' });
    const traceId = body.traceId.split('-')[1];
    const entries = server
      .log()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const failure = entries.find((entry) => entry.traceId === traceId && entry.level === 'error');
    expect(failure.err.stack).toContain('destroyed');
    expect(entries.find((entry) => entry.traceId === traceId && entry.msg === 'request').status).toBe(500);
    expect(server.log()).not.toContain(server.credentials[SAMPLE.client]);
  });

  it('does not come before 401, nor for the contract', async () => {
    const server = await startServer();
    await server.store.close();
    expect((await server.call('GET', TOKEN)).status).toBe(401);
    expect((await server.call('GET', '/public/v1/openapi.json')).status).toBe(200);
  });
});

const GOOD = { id: SAMPLE.client, $meta: { omitted: [] } };

describe('500 of a handler that breaks the contract', () => {
  it.each([
    ['a status that is not declared', { status: 202, body: GOOD }],
    ['a success of another operation', { status: 201, body: GOOD }],
    ['a body of the wrong type', { status: 200, headers: { Location: '/x' }, body: 'text' }],
    ['a field of the wrong type', { status: 200, body: { ...GOOD, token: 7 } }],
    ['a field against its pattern', { status: 200, body: { ...GOOD, id: 'nonsense', token: SECRET } }],
    ['a value outside an enumeration', { status: 200, body: { ...GOOD, status: SECRET } }],
    ['a null', { status: 200, body: { ...GOOD, icon: null } }],
    ['a time without milliseconds', { status: 200, body: { ...GOOD, lastAccessAt: '2026-01-01T00:00:00Z' } }],
    ['a list instead of an object', { status: 200, body: [GOOD] }],
  ])('%s', async (_name, result) => {
    for (const headers of [[], ['Accept: text/html'], ['Accept: application/problem+json'], ['Content-Type: x/y']]) {
      const { answer, log } = await answerOf(async () => result, headers);
      expect(answer.status).toBe(500);
      expect(answer.headers.get('location')).toBeNull();
      expect(answer.body.detail).toBe('The request could not be completed.');
      expect(answer.text + log()).not.toContain('NeverToBeSeen');
      expect(log()).toContain(answer.body.traceId.split('-')[1]);
    }
  });

  it('an answer that is as declared passes', async () => {
    const { answer } = await answerOf(async () => ({ status: 200, body: GOOD }));
    expect([answer.status, answer.body]).toEqual([200, GOOD]);
  });

  it.each([
    new Error(`failed for ${SECRET}`),
    new TypeError('x', { cause: new Error(SECRET) }),
    new URIError(SECRET),
    Object.assign(new Error(SECRET), { status: 418 }),
    Object.assign(new Error(SECRET), { status: 404, expose: true }),
    SECRET,
    undefined,
    null,
    { status: 200 },
  ])('whatever is thrown: %s', async (thrown) => {
    const { answer, log } = await answerOf(() => Promise.reject(thrown));
    expect(answer.status).toBe(500);
    expect(answer.text + log()).not.toContain('NeverToBeSeen');
  });
});

describe('503 of a store that cannot be used', () => {
  it.each([
    ['full', 30],
    ['gone', 30],
    ['locked', 1],
    ['read-only', 30],
    ['corrupt', 30],
    ['failing', 30],
  ] as const)(
    '%s: says when to come again and nothing else, and the log says why [errors.unavailable] [errors.no-internals]',
    async (reason, seconds) => {
      const failure = new StoreUnavailable(reason, 'The database /secret/place cannot be used.');
      const { answer, log } = await answerOf(() => Promise.reject(failure));
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, String(seconds)]);
      expect(answer.body).toEqual({
        type: 'https://tools.ietf.org/html/rfc9110#section-15.6.4',
        code: 'server.unavailable',
        title: 'Service Unavailable',
        status: 503,
        detail: 'The server cannot read or write its data at the moment. Try again later.',
        instance: TOKEN,
        traceId: expect.any(String),
      });
      expect(log()).toContain('/secret/place');
      expect(log()).toContain(answer.body.traceId.split('-')[1]);
    },
  );
});

async function answerOf(handler: () => Promise<unknown>, headers: string[] = []) {
  const lines: string[] = [];
  const logger = createLogger('trace', { write: (line) => void lines.push(line) });
  const principal: Principal = {
    token: { id: SAMPLE.client, name: 'x' },
    account: { id: ACCOUNTS.client, name: 'x', type: 'Client' },
    modules: new Set(),
  };
  const overload = new Overload({
    requestsAtOnce: 0,
    maxLoopDelay: 0,
    loop: { milliseconds: 0 },
    connections: () => 0,
  });
  const app = createApp({
    count: counter(),
    overload,
    handlers: { getApiToken: handler, createApiToken: handler, getOpenApi: handler } as unknown as Handlers,
    validation: contractValidation(await loadDocument()),
    checkRecord: () => {},
    authenticate: async () => principal,
    health: { check: async () => [] },
    logger,
    bodyLimit: 1000,
    rateLimit: 0,
    corsOrigins: [],
  });
  const http = app.listen(0, '127.0.0.1');
  onTestFinished(() => void http.close());
  await once(http, 'listening');
  const answer = await sendRaw(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, {
    path: TOKEN,
    headers: ['Authorization: Bearer x', ...headers],
  });
  return { answer, log: () => lines.join('') };
}
