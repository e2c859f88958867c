import { randomUUID } from 'node:crypto';
import { createClient } from 'marketplace-api-tokens';
import { createSandbox } from 'marketplace-api-tokens/mock';
import { createProxy, type SandboxClient, sandboxAt } from 'marketplace-api-tokens/testing';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { credentialOf, NameRefused, retire } from '../src/connector.ts';

const { API_URL, API_TOKEN = 'any' } = process.env;

// The sandbox keeps the rules of the API; a deployment has to show that it does.
const sandbox = API_URL === undefined ? await createSandbox({ port: 0 }) : undefined;
const upstream = new URL(API_URL ?? sandbox?.url ?? '');

// Every exchange passes by a judge: what we send, and what we are answered.
const proxy = await createProxy({ upstream, port: 0, reportOnly: true });
afterEach(() => expect(proxy.tally.violations.splice(0)).toEqual([]));
afterAll(async () => {
  await proxy.close();
  await sandbox?.close();
});

const clientOf = (headers = {}) => createClient({ baseUrl: proxy.url, token: API_TOKEN, headers, backOff: 1 });

describe('what we count on', () => {
  const client = clientOf();
  const name = `ERP connector ${randomUUID()}`;
  afterAll(() => retire(client, name));

  it('finds a token that it has created', async () => {
    const credential = await credentialOf(client, name);
    expect(credential).toMatch(/^idt:TKN-/);
    expect(await credentialOf(client, name)).toBe(credential);
  });

  it('does not find it any more when it is disabled', async () => {
    const before = await credentialOf(client, name);
    expect(await retire(client, name)).toBe(1);
    expect(await credentialOf(client, name)).not.toBe(before);
  });

  it('is told of a name that is refused', async () => {
    await expect(credentialOf(client, 'ERP <connector>')).rejects.toThrow(NameRefused);
  });
});

describe.runIf(sandbox)('what may happen', () => {
  let api: SandboxClient;
  beforeEach(({ task }) => {
    // A state of its own, so that no test sees what another one does.
    api = sandboxAt(proxy.url, { state: task.id });
    return () => api.forget();
  });

  it.each([500, 'cut'] as const)('goes on after %s', async (status) => {
    await api.next('listApiTokens', { status });
    await api.next('createApiToken', { status });
    expect(await credentialOf(clientOf(api.headers), 'ERP connector')).toMatch(/^idt:TKN-/);
  });

  it('creates nothing where it may not', async () => {
    await api.next('createApiToken', { status: 403 });
    const client = clientOf(api.headers);
    await expect(credentialOf(client, 'A connector')).rejects.toMatchObject({ code: 'permission.missing' });
    expect(await retire(client, 'A connector')).toBe(0);
  });
});
