import { afterAll, describe, expect, it } from 'vitest';
import { getRaw, idsOf, listedIds, queryErrors, TOKENS } from '../testing/query.ts';
import { addTokens } from '../testing/rows.ts';
import { ACCOUNTS, type SAMPLE, startServer } from '../testing/server.ts';

const ACCOUNT_PATH = '/public/v1/accounts/accounts';
const server = await startServer({}, afterAll);
const list = (query: string, as?: Parameters<typeof getRaw>[2]) => getRaw(server, `${ACCOUNT_PATH}?${query}`, as);
const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

const CONTOSO = {
  id: ACCOUNTS.client,
  type: 'Client',
  status: 'Active',
  name: 'Contoso Ltd',
  icon: '/static/accounts/ACC-3803-7263/logo.png',
  externalId: 'WW-1003803',
  externalIds: { pyraTenantId: 'PYR-3803' },
  externalName: 'CONTOSO LTD',
  serviceLevel: 'Elite',
  eligibility: { client: true, partner: false },
  address: { addressLine1: '8 Market Square', postCode: '10117', city: 'Berlin', country: 'DE' },
  website: 'https://contoso.example.com',
  description: 'Buys software on the Marketplace.',
  technicalSupportEmail: 'it@contoso.example.com',
  defaultLanguageCode: 'de-DE',
  groups: [
    { id: 'UGR-3803-0001', name: 'Administrators' },
    { id: 'UGR-3803-0002', name: 'Buyers' },
  ],
  revision: 1,
  audit: { created: { at }, updated: { at } },
  href: '/accounts/accounts/ACC-3803-7263',
};

describe('who sees which accounts', () => {
  const callers: [keyof typeof SAMPLE, string[]][] = [
    ['operations', Object.values(ACCOUNTS)],
    ['powerless', [ACCOUNTS.operations]],
    ['vendor', [ACCOUNTS.vendor]],
    ['client', [ACCOUNTS.client]],
    ['otherClient', [ACCOUNTS.otherClient]],
  ];

  it.each(callers)('%s sees %j, and no other exists [policy.accounts] [policy.invisible]', async (as, visible) => {
    expect(idsOf(await list('', as)).sort()).toEqual([...visible].sort());
    expect((await list('limit=0', as)).body.$meta.pagination.total).toBe(visible.length);
    expect(idsOf(await list('not(name=Nothing)|id=ACC-5263-8840', as)).length).toBe(visible.length);
    for (const id of Object.values(ACCOUNTS)) {
      const { status, body } = await getRaw(server, `${ACCOUNT_PATH}/${id}`, as);
      expect(status).toBe(visible.includes(id) ? 200 : 404);
      if (status === 200) expect(body.id).toBe(id);
    }
    for (const id of ['ACC-0000-0000', 'nonsense', '%27']) {
      expect((await getRaw(server, `${ACCOUNT_PATH}/${id}`, as)).status).toBe(404);
    }
  });

  it('a token without any module sees its own [policy.accounts] [create.no-modules]', async () => {
    const { body } = await server.call('POST', TOKENS, { as: 'client', body: { name: 'Idle' } });
    const as = { credential: body.token };
    expect(idsOf(await list('', as))).toEqual([ACCOUNTS.client]);
    expect((await getRaw(server, `${ACCOUNT_PATH}/${ACCOUNTS.client}`, as)).status).toBe(200);
    expect((await getRaw(server, TOKENS, as)).status).toBe(403);
  });

  it('platform account management alone is enough for all, of Operations [policy.accounts]', async () => {
    await addTokens(server, [{ id: 'TKN-9000-0001', accountId: ACCOUNTS.operations, moduleIds: ['MOD-9042'] }]);
    const { body } = await getRaw(server, `${TOKENS}?id=TKN-9000-0001`);
    expect(idsOf(await list('', { credential: body.data[0].token }))).toHaveLength(4);
  });
});

describe('an account', () => {
  it('has all its fields [account.fields] [representation.timestamps]', async () => {
    const { body } = await getRaw(server, `${ACCOUNT_PATH}/${ACCOUNTS.client}?select=audit,groups`, 'client');
    expect(body).toEqual({ ...CONTOSO, $meta: { omitted: [] } });
    expect(body.audit.created).not.toHaveProperty('by');
  });

  it('is without groups and audit by default, in a list and alone [account.fields] [account.groups] [select.omitted] [list.form]', async () => {
    const { audit, groups, ...expected } = CONTOSO;
    const { body } = await getRaw(server, `${ACCOUNT_PATH}/${ACCOUNTS.client}`, 'client');
    expect(body).toEqual({ ...expected, $meta: { omitted: ['groups', 'audit'] } });
    expect((await list('', 'client')).body).toEqual({
      $meta: { pagination: { offset: 0, limit: 100, total: 1 }, omitted: ['groups', 'audit'] },
      data: [expected],
    });
  });

  it('is selected as a token is [select.additive] [select.omitted]', async () => {
    const path = `${ACCOUNT_PATH}/${ACCOUNTS.client}`;
    const { body } = await getRaw(server, `${path}?select=-*,+id,+address.city,+audit.updated`, 'client');
    const { $meta, ...fields } = body;
    expect(fields).toEqual({ id: ACCOUNTS.client, address: { city: 'Berlin' }, audit: { updated: { at } } });
    expect($meta.omitted).toContain('name');
    const listed = await list('select=-address.city&limit=1', 'client');
    expect(listed.body.data[0].address).not.toHaveProperty('city');
    expect(listed.body.$meta.omitted).toEqual(['groups', 'audit']);
  });
});

describe('the language of lists', () => {
  it.each<[string, string[]]>([
    ['type=Client&order=name', ['otherClient', 'client']],
    ['eq(address.city,Berlin)', ['client']],
    ['ilike(address.country,d*)', ['client']],
    ['eq(address.state,null())&order=id', ['operations', 'client', 'otherClient']],
    ['ne(address.state,NY)', ['vendor']],
    ['ne(status,Active)&order=-id', ['otherClient', 'operations']],
    ['serviceLevel=STRATEGICS', ['vendor']],
    ['in(status,(enabled,disabled))&order=-id', ['otherClient', 'operations']],
    ['like(serviceLevel,*applicable)', ['operations']],
    ['eligibility.partner=true&order=id', ['vendor', 'otherClient']],
    ['eq(externalIds.pyraTenantId,PYR-5263)', ['vendor']],
    ['ilike(externalName,adventure*)', ['otherClient']],
    ['any(groups,name=Buyers)', ['client']],
    ['revision=1&order=-externalName&limit=1', ['vendor']],
    ['like(externalId,WW-10020*)', ['vendor']],
    ['eq(technicalSupportEmail,"it@contoso.example.com")', ['client']],
    ['in(defaultLanguageCode,(de-DE,en-GB))&order=-defaultLanguageCode', ['otherClient', 'client']],
    ['order=-address.city', ['operations', 'vendor', 'otherClient', 'client']],
    ['order=address.state,-id', ['otherClient', 'client', 'operations', 'vendor']],
    ['gt(audit.created.at,2020-01-01)&order=id&limit=1&offset=1', ['client']],
    ['like(href,*/ACC-5263-8840)', ['vendor']],
    ['eq(audit.created.by.id,null())&limit=1&order=id', ['operations']],
    ['ne(audit.updated.of.name,x)', []],
    ['like(website,*contoso*)', ['client']],
  ])('%s [rql.joined] [query.order]', async (query, expected) => {
    const ids = await list(query).then(idsOf);
    expect(ids).toEqual(expected.map((name) => ACCOUNTS[name as keyof typeof ACCOUNTS]));
  });

  it('knows the fields of accounts only [query.unknown] [rql.errors]', async () => {
    for (const field of ['modules', 'token', 'colour', 'account.id', 'address.colour', 'code']) {
      expect(await queryErrors(server, `${field}=x`, ACCOUNT_PATH)).toEqual({
        filter: [expect.stringContaining('column 1: ')],
      });
    }
    expect(await listedIds(server, 'account.type=Vendor&limit=1')).toHaveLength(1);
  });
});
