import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { ACCOUNTS, SAMPLE, startServer } from '../testing/server.ts';

const PATH = '/public/v1/accounts/api-tokens';
const server = await startServer({}, afterAll);

describe('createApiToken 201', () => {
  it('answers with every key of the documented example, at every depth [create.whole] [create.location]', async () => {
    const documented = JSON.parse(
      await readFile(new URL('../../spec/sources/create-token-example.json', import.meta.url), 'utf8'),
    ).response.body;
    const { status, headers, body } = await server.call('POST', PATH, {
      as: 'operations',
      body: {
        account: { id: ACCOUNTS.client },
        name: 'ERP connector',
        icon: '/static/icons/erp.png',
        description: 'Sends orders.',
        modules: [{ id: 'MOD-1756' }],
      },
    });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`${PATH}/${body.id}`);
    const missing = keyPaths(documented).filter((path) => !keyPaths(body).includes(path));
    expect(missing).toEqual(['lastAccessAt']);
  });

  it('needs a name only: the account is the own one, there are no modules, and nothing is null [create.own-account] [create.no-modules] [representation.no-null]', async () => {
    const { status, text, body } = await server.call('POST', PATH, { as: 'client', body: { name: 'Minimal' } });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^TKN-\d{4}-\d{4}$/),
      name: 'Minimal',
      status: 'Active',
      token: expect.stringMatching(new RegExp(`^idt:${body.id}:[0-9A-Za-z]{49}$`)),
      account: {
        id: ACCOUNTS.client,
        type: 'Client',
        status: 'Active',
        name: 'Contoso Ltd',
        icon: `/static/accounts/${ACCOUNTS.client}/logo.png`,
      },
      modules: [],
      revision: 1,
      audit: { created: body.audit.created, updated: body.audit.created },
      href: `/accounts/api-tokens/${body.id}`,
      $meta: { omitted: [] },
    });
    expect(text).not.toContain('null');
  });

  it('says in `audit` which token created it, for which account, and when [token.audit-actor] [representation.timestamps]', async () => {
    const before = new Date().toISOString();
    const { body } = await server.call('POST', PATH, {
      as: 'operations',
      body: { name: 'Audited', account: { id: ACCOUNTS.vendor } },
    });
    expect(body.audit.created).toEqual({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      by: { id: SAMPLE.operations, name: 'Onboarding', icon: '/static/icons/onboarding.png' },
      of: {
        id: ACCOUNTS.operations,
        name: 'Marketplace Operations',
        icon: `/static/accounts/${ACCOUNTS.operations}/logo.png`,
      },
    });
    expect(body.audit.updated).toEqual(body.audit.created);
    expect(body.audit.created.at >= before && body.audit.created.at <= new Date().toISOString()).toBe(true);
  });

  it('takes absent, null and empty optional fields for none', async () => {
    const fields = { account: null, description: null, icon: null, modules: null, extensions: null };
    const { body } = await server.call('POST', PATH, { as: 'vendor', body: { name: 'Nulls', ...fields } });
    expect(body.account.id).toBe(ACCOUNTS.vendor);
    expect(body.modules).toEqual([]);
    for (const absent of ['description', 'icon', 'extensions']) expect(body).not.toHaveProperty(absent);
    const empty = await server.call('POST', PATH, { as: 'vendor', body: { name: 'Empty', modules: [] } });
    expect(empty.body.modules).toEqual([]);
  });

  it('keeps extensions as they are given: none, all, or a list [token.extensions]', async () => {
    const create = async (extensions: unknown) =>
      (await server.call('POST', PATH, { as: 'client', body: { name: 'Extensions', extensions } })).body;
    expect((await create([])).extensions).toEqual([]);
    expect((await create([{ id: 'EXT-1', name: 'ignored' }, { id: 'EXT-2' }])).extensions).toEqual([
      { id: 'EXT-1' },
      { id: 'EXT-2' },
    ]);
    expect(await create(undefined)).not.toHaveProperty('extensions');
  });

  it('keeps an empty icon and an empty description [token.icon]', async () => {
    const { body } = await server.call('POST', PATH, { as: 'client', body: { name: 'X', icon: '', description: '' } });
    expect(body).toMatchObject({ icon: '', description: '' });
    const read = await server.call('GET', `${PATH}/${body.id}`, { as: 'client' });
    expect(read.body).toMatchObject({ icon: '', description: '' });
  });

  it('keeps modules in the order given, each once [create.duplicates]', async () => {
    const modules = ['MOD-4411', 'MOD-1756', 'MOD-4411', 'MOD-7390', 'MOD-1756'].map((id) => ({ id }));
    const { body } = await server.call('POST', PATH, { as: 'client', body: { name: 'Duplicates', modules } });
    expect(body.modules.map(({ id }: { id: string }) => id)).toEqual(['MOD-4411', 'MOD-1756', 'MOD-7390']);
  });

  it('ignores unknown and read-only properties: a whole token may be sent back [bodies.unknown-properties]', async () => {
    const first = await server.call('POST', PATH, {
      as: 'client',
      body: { name: 'First', icon: 'a.png', modules: [{ id: 'MOD-1756' }] },
    });
    const { body, status } = await server.call('POST', PATH, {
      as: 'client',
      body: { ...first.body, lastAccessAt: 7, status: 'Deleted', revision: 'x', unknown: [{}], $meta: 1, audit: [] },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'Active', revision: 1, name: 'First', icon: 'a.png' });
    expect(body.modules).toEqual(first.body.modules);
    expect(body.id).not.toBe(first.body.id);
    expect(body.token).not.toBe(first.body.token);
    expect(body.audit.created.by.id).toBe(SAMPLE.client);
  });

  it.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'text/json',
    'text/json; charset=utf8',
    'application/vnd.swo+json',
    'application/merge-patch+json; profile="a;b"',
  ])('accepts a body as %s', async (contentType) => {
    const { status } = await server.call('POST', PATH, {
      as: 'client',
      headers: { 'content-type': contentType },
      body: '{"name": "Typed"}',
    });
    expect(status).toBe(201);
  });

  it.each(['text/html', 'application/xml', '*/*;q=0', 'application/*'])(
    'answers in JSON to Accept: %s',
    async (accept) => {
      const call = { as: 'client', headers: { accept }, body: { name: 'Accepted' } } as const;
      const { status, headers } = await server.call('POST', PATH, call);
      expect(status).toBe(201);
      expect(headers.get('content-type')).toMatch(/^application\/json\b/);
    },
  );

  it('gives a credential that works from the next request on, with the modules given [token.credential]', async () => {
    const { body } = await server.call('POST', PATH, {
      as: 'operations',
      body: { name: 'Worker', account: { id: ACCOUNTS.client }, modules: [{ id: 'MOD-1756' }] },
    });
    const read = await server.call('GET', `${PATH}/${body.id}`, { as: { credential: body.token } });
    expect(read.status).toBe(200);
    const { audit, ...rest } = body;
    const { lastAccessAt, ...readRest } = read.body;
    expect(readRest).toEqual({ ...rest, $meta: { omitted: ['audit'] } });
  });

  it('gives a token without modules a credential that authenticates and may do nothing here', async () => {
    const { body } = await server.call('POST', PATH, { as: 'client', body: { name: 'Idle' } });
    const as = { credential: body.token };
    expect((await server.call('GET', `${PATH}/${body.id}`, { as })).status).toBe(403);
    expect((await server.call('POST', PATH, { as, body: { name: 'No' } })).status).toBe(403);
  });
});

function keyPaths(value: unknown, prefix = ''): string[] {
  if (Array.isArray(value)) return keyPaths(value[0], `${prefix}[]`);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = prefix ? `${prefix}.${key}` : key;
    return [path, ...keyPaths(inner, path)];
  });
}
