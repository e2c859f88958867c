import { afterAll, describe, expect, it } from 'vitest';
import { getRaw, idsOf, queryErrors } from '../testing/query.ts';
import { addTokens } from '../testing/rows.ts';
import { sampleSeed, seedFile } from '../testing/seeds.ts';
import { ACCOUNTS, startServer } from '../testing/server.ts';

const MODULE_PATH = '/public/v1/accounts/modules';
const server = await startServer({}, afterAll);
const list = (query: string, as?: Parameters<typeof getRaw>[2]) => getRaw(server, `${MODULE_PATH}?${query}`, as);
const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

const SPEND = {
  id: 'MOD-5128',
  code: 'spend-analytics',
  name: 'Spend Analytics',
  description: 'Spend by product, buyer and month.',
  accountTypes: ['Client'],
  filters: { 'group.buyers': ['selected', 'all'] },
  settings: {
    configurable: true,
    default: false,
    paid: true,
    type: ['new'],
    obsolete: false,
    sharedAccount: true,
    eligibility: { multi: true, single: true },
  },
  revision: 1,
  audit: { created: { at }, updated: { at } },
  href: '/accounts/modules/MOD-5128',
};

describe('who sees modules', () => {
  it.each(['powerless', 'vendor', 'client'] as const)(
    'not %s: 403, before any look-up [policy.modules]',
    async (as) => {
      expect((await list('', as)).status).toBe(403);
      for (const id of ['MOD-1756', 'MOD-0000', 'nonsense']) {
        expect((await getRaw(server, `${MODULE_PATH}/${id}`, as)).status).toBe(403);
      }
    },
  );

  it('every Operations caller with platform account management, and none with access management alone [policy.modules]', async () => {
    const rows = [['MOD-9042'], ['MOD-1756']].map((moduleIds, n) => {
      return { id: `TKN-9000-000${n}`, accountId: ACCOUNTS.operations, moduleIds };
    });
    await addTokens(server, rows);
    const credentialOf = async (id: string) => {
      const { body } = await server.call('GET', `/public/v1/accounts/api-tokens/${id}`, { as: 'operations' });
      return { credential: body.token };
    };
    expect((await list('', await credentialOf('TKN-9000-0000'))).body.$meta.pagination.total).toBe(10);
    expect((await list('', await credentialOf('TKN-9000-0001'))).status).toBe(403);
  });
});

describe('a module', () => {
  it('shows what it has, and an object of which nothing is known as an empty one, also in a token [representation.no-null]', async () => {
    const seed = sampleSeed();
    const settings = { configurable: true, default: true };
    const bare = { id: 'MOD-0001', name: 'Bare', filters: {}, settings };
    seed.modules.push({ ...bare, code: 'bare', accountTypes: ['Operations'] });
    seed.accounts.find(({ id }) => id === ACCOUNTS.operations)?.modules.push(bare.id);
    seed.tokens.push({ id: 'TKN-9000-0009', account: ACCOUNTS.operations, name: 'Bare', modules: [bare.id] });
    const other = await startServer({ seedFile: await seedFile(seed) });
    const { body } = await getRaw(other, `${MODULE_PATH}/MOD-0001?select=-href,-revision`);
    const $meta = { omitted: ['revision', 'audit', 'href'] };
    expect(body).toEqual({ ...bare, code: 'bare', accountTypes: ['Operations'], $meta });
    const token = await getRaw(other, '/public/v1/accounts/api-tokens/TKN-9000-0009');
    expect(token.body.modules).toEqual([bare]);
  });

  it('has its code, types, filters, settings, revision and audit [module.fields]', async () => {
    const { body } = await getRaw(server, `${MODULE_PATH}/MOD-5128?select=+audit`);
    expect(body).toEqual({ ...SPEND, $meta: { omitted: [] } });
  });

  it('is without audit by default, in a list and alone [module.fields] [select.omitted] [list.form]', async () => {
    const { audit, ...expected } = SPEND;
    expect((await getRaw(server, `${MODULE_PATH}/MOD-5128`)).body).toEqual({
      ...expected,
      $meta: { omitted: ['audit'] },
    });
    expect((await list('id=MOD-5128')).body).toEqual({
      $meta: { pagination: { offset: 0, limit: 100, total: 1 }, omitted: ['audit'] },
      data: [expected],
    });
  });

  it.each(['MOD-0000', 'MOD-5128-0001', 'nonsense', '%20', "'%20or%201=1"])(
    '%s does not exist: 404 [token.unknown-id]',
    async (id) => {
      expect((await getRaw(server, `${MODULE_PATH}/${id}`)).status).toBe(404);
    },
  );

  it('is selected as a token is [select.additive] [select.part] [select.omitted]', async () => {
    const { body } = await getRaw(server, `${MODULE_PATH}/MOD-5128?select=-*,+code,+settings.eligibility.multi`);
    expect(body).toMatchObject({ code: 'spend-analytics', settings: { eligibility: { multi: true } } });
    expect(Object.keys(body).sort()).toEqual(['$meta', 'code', 'settings']);
    expect(body.$meta.omitted).toContain('accountTypes');
    const listed = await list('id=MOD-5128&select=-filters,-settings.paid');
    expect(listed.body.$meta.omitted).toEqual(['filters', 'audit']);
    expect(listed.body.data[0].settings).not.toHaveProperty('paid');
  });
});

describe('the language of lists', () => {
  it.each<[string, string[]]>([
    ['code=billing', ['MOD-2230']],
    ['any(accountTypes,self()=Client)&not(any(accountTypes,self()=Vendor))', ['MOD-5128']],
    ['all(accountTypes,eq(self(),Operations))&order=id', ['MOD-8021', 'MOD-9042']],
    ['settings.paid=true', ['MOD-5128']],
    ['settings.obsolete=TRUE', ['MOD-0915']],
    ['settings.eligibility.multi=false', ['MOD-7390']],
    ['settings.configurable=false|settings.sharedAccount=false', ['MOD-8021']],
    ['all(settings.type,self()=new)&order=name', ['MOD-0915', 'MOD-5128']],
    ['any(filters.group.buyers,self()=selected)&order=-code&limit=2', ['MOD-5128', 'MOD-4411']],
    ['ilike(description,*SUPPORT.)', ['MOD-7390']],
    ['revision=1&order=id&limit=1', ['MOD-0915']],
    ['gt(revision,1)', []],
    ['like(href,*MOD-2230)', ['MOD-2230']],
    ['in(id,(MOD-2230,MOD-4411))&order=settings.default,-name', ['MOD-4411', 'MOD-2230']],
    ['order=settings.default,id&limit=2', ['MOD-0915', 'MOD-5128']],
  ])('%s [rql.any-all] [query.order] [rql.joined]', async (query, expected) => {
    expect(idsOf(await list(query))).toEqual(expected);
  });

  it('walks in pages [list.pagination] [list.total-order]', async () => {
    const pages = await Promise.all([1, 2, 3, 4].map((page) => list(`limit=3&page=${page}`)));
    expect(pages.map(({ body }) => body.$meta.pagination.total)).toEqual([10, 10, 10, 10]);
    expect(pages.flatMap(idsOf)).toEqual(idsOf(await list('order=id')));
  });

  it('knows the fields of modules only [query.unknown] [rql.errors]', async () => {
    for (const field of ['token', 'status', 'account.id', 'accountTypes', 'settings', 'filters']) {
      expect(await queryErrors(server, `eq(${field},x)`, MODULE_PATH)).toEqual({
        filter: [expect.stringContaining('column 4: ')],
      });
    }
  });
});
