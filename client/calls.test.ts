import { describe, expect, test, vi } from 'vitest';
import { SAMPLE, startServer } from '../server/testing/server.ts';
import { AnswerLost, ApiProblem, createClient, etagOf, TimedOut } from './index.ts';
import { answering, answeringInTurn, json } from './testing.ts';

const TOKEN = 'idt:TKN-0000-0001:0123456789abcdefghijklmnopqrstuvwxyz';
const ID = 'TKN-0000-0002';

async function own() {
  const server = await startServer();
  return createClient({ baseUrl: server.url, token: server.credentials[SAMPLE.client] ?? '' });
}

describe('withResponse', () => {
  test('gives the body with status and headers', async () => {
    const client = await own();
    const created = await client.createApiToken({ name: 'ERP' }).withResponse();
    expect(created).toMatchObject({ status: 201, data: { name: 'ERP' } });
    expect(created.headers.get('Location')).toBe(`/public/v1/accounts/api-tokens/${created.data.id}`);
    expect(etagOf(created.data)).toBe(created.headers.get('ETag'));
    const { id } = created.data;
    const read = await client.getApiToken(id).withResponse();
    expect(read).toMatchObject({ status: 200, data: { id } });
    expect((await client.listApiTokens({ limit: 1 }).withResponse()).data.data).toHaveLength(1);
    expect((await client.getOpenApi().withResponse()).headers.get('Content-Type')).toMatch('json');
    const keyed = client.createApiToken({ name: 'ERP' }, { idempotencyKey: 'key' });
    expect((await keyed.withResponse()).headers.get('Idempotency-Key')).toBe('key');
    const known = client.getApiToken(id, { ifNoneMatch: read.headers.get('ETag') ?? '' });
    expect(await known.withResponse()).toMatchObject({ status: 304, data: undefined });
    expect(await client.deleteApiToken(id).withResponse()).toMatchObject({ status: 204, data: undefined });
  });

  test('sends nothing a second time', async () => {
    const { url, seen } = await answering(json(200, { id: ID }));
    const call = createClient({ baseUrl: url, token: TOKEN }).getApiToken(ID);
    expect([await call, (await call.withResponse()).data, (await call.safe()).data]).toEqual(Array(3).fill({ id: ID }));
    expect(seen).toHaveLength(1);
  });

  test('rejects as the call does', async () => {
    const client = await own();
    await expect(client.getApiToken(ID).withResponse()).rejects.toMatchObject({ status: 404 });
    await expect(client.getApiToken('').withResponse()).rejects.toThrow(TypeError);
  });
});

describe('safe', () => {
  test('gives the data, or the failure', async () => {
    const client = await own();
    const created = await client.createApiToken({ name: 'ERP' }).safe();
    expect(created.error).toBeUndefined();
    expect(created.data?.name).toBe('ERP');
    const failed = await client.createApiToken({ name: '' }).safe();
    expect(failed.data).toBeUndefined();
    expect(failed.error).toBeInstanceOf(ApiProblem);
    expect(failed.error).toMatchObject({ status: 400, code: 'name.invalid' });
  });

  test('gives an answer that no operation has', async () => {
    const { url } = await answering({ status: 200, headers: { 'Content-Type': 'text/html' }, body: '<h1>' });
    const { error } = await createClient({ baseUrl: url, token: TOKEN }).createApiToken({ name: 'x' }).safe();
    expect(error).toMatchObject({ name: 'UnexpectedAnswer', status: 200, code: undefined });
  });

  test('rejects where there is no answer', async () => {
    const { url } = await answeringInTurn('cut', 'silence');
    const client = createClient({ baseUrl: url, token: TOKEN, retries: 0, backOff: 1 });
    await expect(client.getApiToken(ID).safe()).rejects.toThrow(TypeError);
    await expect(client.getApiToken(ID, { timeout: 20 }).safe()).rejects.toThrow(TimedOut);
    await expect(client.getApiToken(ID, { signal: AbortSignal.abort('x') }).safe()).rejects.toBe('x');
    await expect(client.getApiToken('..').safe()).rejects.toThrow('dot segment');
    const lost = client.createApiToken({ name: 'x' }, { idempotencyKey: 'key', timeout: 20 });
    await expect(lost.safe()).rejects.toThrow(AnswerLost);
  });
});

test('a failure that is looked at in one of these ways is nowhere else a rejection that nobody handles', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  try {
    const client = await own();
    await client.getApiToken(ID).safe();
    await client
      .getApiToken(ID)
      .withResponse()
      .catch(() => {});
    await client.getApiToken(ID).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve));
    expect(unhandled).not.toHaveBeenCalled();
  } finally {
    process.off('unhandledRejection', unhandled);
  }
});
