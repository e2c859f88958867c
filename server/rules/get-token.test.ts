import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { permissionsSeed, seedFile } from '../testing/seeds.ts';
import { ACCOUNTS, SAMPLE, startServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const server = await startServer({ seedFile: await seedFile(permissionsSeed(), afterAll) }, afterAll);

function get(id: string, caller: string = SAMPLE.operations, query = '') {
  return server.call('GET', `${PATH}/${id}${query}`, { as: { credential: server.credentials[caller] ?? 'missing' } });
}

describe('getApiToken 200', () => {
  it('answers with the token, `audit` left out and named in `$meta.omitted`', async () => {
    const { status, body, text } = await get(SAMPLE.client, SAMPLE.operations);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: SAMPLE.client,
      name: 'Contoso administration',
      description: 'Manages the tokens of Contoso Ltd.',
      status: 'Active',
      token: server.credentials[SAMPLE.client],
      account: {
        id: ACCOUNTS.client,
        type: 'Client',
        status: 'Active',
        name: 'Contoso Ltd',
        icon: `/static/accounts/${ACCOUNTS.client}/logo.png`,
      },
      modules: [
        {
          id: 'MOD-1756',
          name: 'Access Management',
          description: 'Manage the API tokens of an account.',
          filters: { 'group.buyers': ['all'] },
          settings: {
            configurable: true,
            default: true,
            paid: false,
            type: ['new', 'legacy'],
            obsolete: false,
            sharedAccount: true,
            eligibility: { multi: true, single: true },
          },
        },
      ],
      revision: 1,
      href: `/accounts/api-tokens/${SAMPLE.client}`,
      $meta: { omitted: ['audit'] },
    });
    expect(text).not.toContain('null');
  });

  it('shows events of seeded data without `by` and `of`', async () => {
    const { body } = await get(SAMPLE.disabled, SAMPLE.operations, '?select=audit');
    expect(Object.keys(body.audit)).toEqual(['created', 'updated', 'disabled']);
    for (const event of Object.values(body.audit)) expect(Object.keys(event as object)).toEqual(['at']);
  });

  it.each([
    '?limit=10',
    '?',
    '?&&',
    '?limit=',
    '?eq(name,x)',
    '?foo=%ZZ',
    '?%ZZ',
    '?a[b]=c&a=d',
    '?order=x&order=y',
    '?=',
  ])('ignores %s, which it does not know', async (query) => {
    const { status, body } = await get(SAMPLE.client, SAMPLE.client, query);
    expect(status).toBe(200);
    expect(body.$meta).toEqual({ omitted: ['audit'] });
  });

  it('answers HEAD as GET, without the body [addresses.head]', async () => {
    // A token that nobody uses: its `lastAccessAt` does not come between the two.
    const path = `${PATH}/${SAMPLE.otherClient}`;
    const headed = await server.call('HEAD', path, { as: 'operations' });
    const got = await server.call('GET', path, { as: 'operations' });
    expect([headed.status, headed.text]).toEqual([200, '']);
    for (const name of ['content-type', 'content-length', 'cache-control']) {
      expect(headed.headers.get(name)).toBe(got.headers.get(name));
    }
    expect((await server.call('HEAD', `${PATH}/nonsense`, { as: 'client' })).status).toBe(404);
  });
});

describe('getApiToken 400', () => {
  it.each([
    '?select=id&select=name',
    '?select=id&limit=1&select=id',
    '?select=%ZZ',
    '?select=%',
    '?select=%FF',
    '?select=a%C3',
  ])('refuses %s under `select`', async (query) => {
    const { status, body } = await get(SAMPLE.client, SAMPLE.client, query);
    expect(status).toBe(400);
    expect(Object.keys(body.errors)).toEqual(['select']);
  });

  it('comes before 403 and 404', async () => {
    expect((await get('nonsense', SAMPLE.powerless, '?select=%ZZ')).status).toBe(400);
  });
});

describe('getApiToken 404', () => {
  it.each(['%', '%Z', '%ZZ', '%FF', 'TKN%C3', '%ED%A0%80'])(
    'is for the path ending in %s [token.unknown-id]',
    async (id) => {
      expect((await get(id)).status).toBe(404);
    },
  );

  it.each([
    'TKN-0000-0000',
    'nonsense',
    '%20',
    '%00',
    '%2F',
    'a%2Fb',
    '%0A',
    'tkn-3803-0001',
    '*',
    ':id',
    '{id}',
    '__proto__',
    '%F0%9F%98%80',
    'TKN-3803-0001%00',
    'TKN-3803-0001%20',
  ])('there is no token %s', async (id) => {
    const { status, body } = await get(id, SAMPLE.client);
    expect(status).toBe(404);
    expect(body.title).toBe('Not Found');
  });

  it('is the answer to every id that is not one, however it is written [token.unknown-id]', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (id) => {
        fc.pre(id !== '.' && id !== '..');
        expect((await get(encodeURIComponent(id))).status).toBe(404);
      }),
      { numRuns: 100 },
    );
  });
});
