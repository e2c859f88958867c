import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getRaw, listedIds, queryErrors, TOKENS } from '../testing/query.ts';
import { addAccount, addTokens } from '../testing/rows.ts';
import { ACCOUNTS, SAMPLE, startServer } from '../testing/server.ts';

const ROOT = '/public/v1/accounts';
const BARE = 'ACC-9000-0001';
const ICON = `/v1/accounts/accounts/${BARE}/icon`;

const server = await startServer({}, afterAll);
const read = async (path: string, as?: Parameters<typeof getRaw>[2]) =>
  (await getRaw(server, `${ROOT}${path}`, as)).body;
const token = (select: string, as?: Parameters<typeof getRaw>[2]) =>
  read(`/api-tokens/${SAMPLE.client}?select=${select}`, as);
const own = ({ $meta, ...fields }: Record<string, unknown>) => fields;

beforeAll(async () => {
  await addAccount(server, { id: BARE, type: 'Client', name: 'Bare' }, ['MOD-1756']);
  await addTokens(server, [{ id: 'TKN-9000-0001', accountId: BARE, moduleIds: ['MOD-1756'] }]);
});

describe('filters and orders through a reference', () => {
  it.each<[string, string[]]>([
    ['eq(account.externalId,WW-1007715)', [SAMPLE.otherClient]],
    ['ACCOUNT.ADDRESS.CITY=London', [SAMPLE.otherClient]],
    ['eq(account.eligibility.partner,true)&account.type=Client', [SAMPLE.otherClient]],
    ['any(account.groups,eq(name,Buyers))&order=id&limit=1', [SAMPLE.client]],
    ['any(account.groups,name=Nobody)', []],
    ['any(modules,eq(code,platform-account-management))', [SAMPLE.operations]],
    [
      'any(modules,and(code=access-management,like(href,*/MOD-1756)))&account.serviceLevel=Express',
      [SAMPLE.otherClient],
    ],
    ['any(modules,not(any(accountTypes,self()=Client)))&any(modules,code=access-management)', [SAMPLE.operations]],
    ['eq(account.revision,1)&order=-account.externalId,id&limit=1', [SAMPLE.otherClient]],
    ['ne(account.externalId,null())&order=account.defaultLanguageCode,id&limit=1', [SAMPLE.client]],
    ['lt(account.audit.created.at,2020-01-01)&account.name=Contoso Ltd', []],
  ])('%s [rql.references] [query.order] [select.unselected]', async (query, expected) => {
    expect(await listedIds(server, query.replaceAll(' ', '+'))).toEqual(expected);
    expect(await listedIds(server, `${query.replaceAll(' ', '+')}&select=-*,id`)).toEqual(expected);
  });

  it('does not lead further, nor through a collection without any or all [rql.references] [rql.errors]', async () => {
    for (const field of [
      'account.colour',
      'account.modules',
      'modules.code',
      'account.groups.name',
      'account.groups',
    ]) {
      expect(await queryErrors(server, `${field}=x`)).toEqual({ filter: [expect.stringContaining('column 1: ')] });
    }
    expect(await queryErrors(server, 'order=modules.code')).toEqual({ order: [expect.stringContaining('column 7: ')] });
  });

  it('tell a caller who may not read modules nothing about them [rql.references]', async () => {
    expect(await listedIds(server, 'any(modules,code=access-management)', 'client')).toEqual([]);
    expect(await listedIds(server, 'any(modules,eq(id,code))', 'client')).toEqual([]);
    expect(await listedIds(server, 'any(modules,in(code,(access-management)))', 'client')).toEqual([]);
    expect(await listedIds(server, 'any(modules,like(href,*))', 'client')).toEqual([]);
    expect(await listedIds(server, 'any(modules,any(accountTypes))', 'client')).toEqual([]);
    expect(await listedIds(server, 'any(modules,gt(audit.created.at,2000-01-01))', 'client')).toEqual([]);
    const hidden = await listedIds(server, 'any(modules,code=null())', 'client');
    expect(hidden).toEqual(await listedIds(server, 'any(modules)', 'client'));
    expect(hidden).toContain(SAMPLE.client);
    expect(await listedIds(server, 'any(modules,id=MOD-1756)', 'client')).toContain(SAMPLE.client);
  });
});

describe('select through a reference', () => {
  it('brings the whole account, as its own resource shows it [select.references]', async () => {
    for (const as of ['operations', 'client'] as const) {
      const account = own(await read(`/accounts/${ACCOUNTS.client}`, as));
      const selected = await token('account', as);
      expect(selected.account).toEqual(account);
      expect(selected.modules).toEqual((await token('', as)).modules);
      expect(selected.$meta.omitted).toEqual(['audit']);
      const whole = own(await read(`/accounts/${ACCOUNTS.client}?select=*`, as));
      expect((await token('account,account.audit,account.groups', as)).account).toEqual(whole);
    }
  });

  it('brings a part beside what is there by default [select.references]', async () => {
    const { account } = await token('');
    const { address, groups } = await read(`/accounts/${ACCOUNTS.client}?select=groups`);
    expect((await token('%2Baccount.address')).account).toEqual({ ...account, address });
    expect((await token('account.groups')).account).toEqual({ ...account, groups });
    expect((await token('-*,account.address.city')).account).toEqual({ address: { city: 'Berlin' } });
    expect(Object.keys(account)).toEqual(['id', 'type', 'status', 'name', 'icon']);
    expect((await token('*')).account).toEqual(account);
  });

  it('brings each module as its own resource shows it [select.references]', async () => {
    const module = own(await read('/modules/MOD-1756'));
    expect((await token('modules')).modules).toEqual([module]);
    const [short] = (await token('')).modules;
    expect((await token('%2Bmodules.code')).modules).toEqual([{ ...short, code: 'access-management' }]);
    expect(short).not.toHaveProperty('code');
  });

  it('brings no more of a module than is there by default to who may not read modules [select.references]', async () => {
    const { modules } = await token('', 'client');
    expect((await token('modules', 'client')).modules).toEqual(modules);
    expect((await token('modules.code,modules.accountTypes', 'client')).modules).toEqual(modules);
    expect(await token('-*,modules.code', 'client')).not.toHaveProperty('modules');
  });

  it('is the same in a list [select.references] [select.collections]', async () => {
    const query = `id=${SAMPLE.client}&select=-*,id,account,modules.code`;
    const { data, $meta } = await read(`/api-tokens?${query}`);
    const account = own(await read(`/accounts/${ACCOUNTS.client}`));
    expect(data).toEqual([{ id: SAMPLE.client, account, modules: [{ code: 'access-management' }] }]);
    expect($meta.omitted).not.toContain('modules');
  });
});

describe('select into a collection', () => {
  it('leaves each element what is named [select.collections] [select.omitted]', async () => {
    const whole = (await read(`/api-tokens/${SAMPLE.operations}`)).modules;
    const select = (text: string) => read(`/api-tokens/${SAMPLE.operations}?select=${text}`);
    const named = await select('-*,%2Bid,%2Bmodules.id,%2Bmodules.name');
    expect(own(named)).toEqual({
      id: SAMPLE.operations,
      modules: whole.map(({ id, name }: Record<string, unknown>) => ({ id, name })),
    });
    expect(named.$meta.omitted).not.toContain('modules');
    const without = await select('-modules.settings');
    expect(without.modules).toEqual(whole.map(({ settings, ...rest }: Record<string, unknown>) => rest));
    expect(without.$meta.omitted).toEqual(['audit']);
    const deep = await select('-*,modules.settings.eligibility.multi');
    expect(deep.modules).toEqual(whole.map(() => ({ settings: { eligibility: { multi: true } } })));
  });

  it('works on accounts and modules too [select.collections]', async () => {
    const { groups } = await read(`/accounts/${ACCOUNTS.client}?select=-*,groups.name`, 'client');
    expect(groups).toEqual([{ name: 'Administrators' }, { name: 'Buyers' }]);
  });
});

describe('enums', () => {
  it.each<[string, string[]]>([
    ['account.type=operations&order=id', [SAMPLE.operations, SAMPLE.powerless]],
    ['eq(account.status,eNABLED)&ne(account.type,OPERATIONS)', [SAMPLE.otherClient]],
    ['in(account.serviceLevel,(express))', [SAMPLE.otherClient]],
    ['out(account.type,(CLIENT,vendor))&order=id', [SAMPLE.operations, SAMPLE.powerless]],
    ['like(account.type,oper*)&limit=1&order=id', [SAMPLE.operations]],
    ['status=active&limit=1', []],
  ])('%s is compared ignoring case, but for the status of a token [rql.enums]', async (query, expected) => {
    expect(await listedIds(server, query)).toEqual(expected);
  });

  it.each([
    ['account.type=Customer', 14, 'Vendor, Client, Operations'],
    ['in(account.status,(Active,Deleted))', 27, 'Active, Enabled, Disabled'],
    ['ne(account.serviceLevel,empty())', 25, 'Express, Elite, Dsc, Focus, Runners, Strategics, NotApplicable'],
  ])('%s is 400 with the values there are [rql.enums] [rql.errors]', async (query, column, values) => {
    expect(await queryErrors(server, query)).toEqual({ filter: [`column ${column}: expected one of ${values}`] });
    const { body } = await getRaw(server, `${TOKENS}?${query}`);
    expect(body.code).toBe('filter.value');
  });

  it('of accounts and modules themselves [rql.enums]', async () => {
    const accounts = await read('/accounts?type=vendor&status=ACTIVE&servicelevel=strategics');
    expect(accounts.data).toMatchObject([{ id: ACCOUNTS.vendor }]);
    expect(await queryErrors(server, 'type=x', `${ROOT}/accounts`)).toMatchObject({ filter: [expect.any(String)] });
    const modules = await read('/modules?all(accountTypes,self()=operations)&order=id');
    expect(modules.data).toMatchObject([{ id: 'MOD-8021' }, { id: 'MOD-9042' }]);
  });
});

describe('the icon of an account', () => {
  it('is always there, wherever the account is [account.icon]', async () => {
    expect((await read(`/accounts/${BARE}`)).icon).toBe(ICON);
    const listed = (await read('/api-tokens?id=TKN-9000-0001')).data[0];
    expect(listed.account.icon).toBe(ICON);
    expect(await listedIds(server, `account.icon=${ICON}`)).toEqual(['TKN-9000-0001']);
    expect(await listedIds(server, 'account.icon=null()')).toEqual([]);
    const as = { credential: listed.token };
    const created = await server.call('POST', TOKENS, { as, body: { name: 'New' } });
    expect(created.body.audit.created.of).toEqual({ id: BARE, name: 'Bare', icon: ICON });
  });
});
