import { afterAll, describe, expect, it } from 'vitest';
import { permissionsSeed, seedFile } from '../testing/seeds.ts';
import { SAMPLE, startServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const server = await startServer({ seedFile: await seedFile(permissionsSeed(), afterAll) }, afterAll);

function get(id: string, caller: string) {
  return server.call('GET', `${PATH}/${id}`, { as: { credential: server.credentials[caller] ?? 'missing' } });
}

describe('getApiToken 403', () => {
  it.each([SAMPLE.powerless, 'TKN-9000-0004', 'TKN-9000-0006'])(
    '%s lacks the modules, whatever the id',
    async (caller) => {
      for (const id of [caller, SAMPLE.client, 'TKN-0000-0000', 'nonsense', SAMPLE.deleted]) {
        expect((await get(id, caller)).status).toBe(403);
      }
    },
  );
});

describe('getApiToken 200 and 404, by the modules of the caller', () => {
  const CALLERS = { access: 'TKN-9000-0001', platform: 'TKN-9000-0002', both: 'TKN-9000-0003', client: SAMPLE.client };
  const TOKENS = {
    own: 'TKN-1671-0700',
    client: SAMPLE.client,
    vendor: SAMPLE.vendor,
    otherOperations: 'TKN-9000-0005',
  };

  it.each([
    ['access', 'own', 200],
    ['access', 'client', 404],
    ['access', 'vendor', 404],
    ['access', 'otherOperations', 404],
    ['platform', 'own', 404],
    ['platform', 'client', 200],
    ['platform', 'vendor', 200],
    ['platform', 'otherOperations', 404],
    ['both', 'own', 200],
    ['both', 'client', 200],
    ['both', 'vendor', 200],
    ['both', 'otherOperations', 200],
    ['client', 'client', 200],
    ['client', 'own', 404],
    ['client', 'vendor', 404],
  ] as const)('for `%s` a token of `%s` is %i', async (caller, token, status) => {
    expect((await get(TOKENS[token], CALLERS[caller])).status).toBe(status);
  });

  it('is for deleted tokens, except for Operations with platform account management', async () => {
    expect((await get(SAMPLE.deleted, SAMPLE.client)).status).toBe(404);
    expect((await get(SAMPLE.deleted, CALLERS.platform)).body.status).toBe('Deleted');
    expect((await get(SAMPLE.disabled, SAMPLE.client)).body.status).toBe('Disabled');
  });

  it('says the same of what does not exist and of what the caller may not see', async () => {
    const hidden = await get(SAMPLE.vendor, SAMPLE.client);
    const absent = await get('TKN-0000-0000', SAMPLE.client);
    expect({ ...hidden.body, traceId: '', instance: '' }).toEqual({ ...absent.body, traceId: '', instance: '' });
  });
});
