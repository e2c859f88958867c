import { describe, expect, inject, test } from 'vitest';
import type { Target } from '../.config/vitest.browser.setup.ts';
import { ApiProblem, type ClientOptions, createClient, rql, TimedOut } from './index.ts';

describe.each(inject('targets'))('a page of another origin, against $name', ({ baseUrl, token }: Target) => {
  const client = (options: Partial<ClientOptions> = {}) => createClient({ baseUrl, token, ...options });

  test('is one', () => {
    expect(new URL(baseUrl).origin).not.toBe(location.origin);
  });

  test('creates a token, reads its Location, and reads the token', async () => {
    let place: string | null = null;
    const created = await client({
      fetch: async (request) => {
        const response = await fetch(request);
        place = response.headers.get('Location');
        return response;
      },
    }).createApiToken({ name: 'Browser' });
    expect(created.token).toMatch(/^idt:TKN-/);
    expect(place).toBe(`/public/v1/accounts/api-tokens/${created.id}`);
    const read = await client().getApiToken(created.id, { select: '+audit,-modules' });
    expect(read.id).toBe(created.id);
  });

  test('finds it by any text, walks the list, changes it and deletes it', async () => {
    const description = `R&D's "100 %" (1 + 1), #1 *😀\\`;
    const { id } = await client().createApiToken({ name: 'Browser', description });
    const filter = rql.and(
      rql.eq('description', description),
      rql.ilike('description', rql.escapeLike(description.toLowerCase())),
    );
    const ids: string[] = [];
    // The mock ignores filters: it gives whatever the contract has.
    for await (const token of client().eachApiToken({ filter, order: ['name'], limit: 1 })) ids.push(token.id);
    expect(ids).toContain(id);
    expect((await client().updateApiToken(id, { description: null })).revision).toBe(2);
    expect((await client().disableApiToken(id)).status).toBe('Disabled');
    expect((await client().enableApiToken(id)).status).toBe('Active');
    expect(await client().deleteApiToken(id)).toBeUndefined();
  });

  test('reads accounts', async () => {
    const { data } = await client().listAccounts({ select: ['-address'], order: '-name' });
    const account = data.find(({ id }) => id === 'ACC-3803-7263');
    expect(account).toMatchObject({ name: 'Contoso Ltd' });
    expect((await client().getAccount('ACC-3803-7263')).name).toBe('Contoso Ltd');
  });

  test('gets a problem, typed', async () => {
    // The mock is told which; a server finds out.
    const headers = { Prefer: 'code=400, example=unknown-module' };
    const error = await client({ headers })
      .createApiToken({ name: 'Browser', modules: [{ id: 'MOD-9999' }] })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({
      status: 400,
      type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
      errors: { 'modules[0].id': ['must be the id of a module that is available to the account'] },
    });
  });

  test('is told that it has no credential', async () => {
    let challenge: string | null = null;
    const call = client({
      token: '',
      fetch: async (request) => {
        const response = await fetch(request);
        challenge = response.headers.get('WWW-Authenticate');
        return response;
      },
    }).createApiToken({ name: 'Browser' });
    await expect(call).rejects.toMatchObject({ name: 'ApiProblem', status: 401, title: 'Authentication Failed' });
    expect(challenge).toBe('Bearer');
  });

  test('times out, is aborted, and is told of its requests', async () => {
    const traces: unknown[] = [];
    const never = client({ retries: 0, fetch: () => new Promise(() => {}) });
    await expect(never.getOpenApi({ timeout: 1 })).rejects.toBeInstanceOf(TimedOut);
    await expect(client().getOpenApi({ signal: AbortSignal.abort('enough') })).rejects.toBe('enough');
    const watched = client({ trace: true, onAnswer: ({ traceId, answer }) => traces.push([traceId, answer?.status]) });
    const { data, error } = await watched.listApiTokens({ limit: 1 }).safe();
    expect([data?.data.length, error]).toEqual([1, undefined]);
    expect(traces).toEqual([[expect.stringMatching(/^[0-9a-f]{32}$/), 200]]);
    for await (const { id } of client().streamApiTokens({ limit: 1, timeout: 60_000 })) expect(id).toMatch(/^TKN-/);
  });

  test('reads the contract', async () => {
    expect((await client().getOpenApi()).openapi).toMatch(/^3\.1\./);
  });
});
