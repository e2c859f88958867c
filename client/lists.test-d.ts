import { expectTypeOf, test } from 'vitest';
import type { components } from '../generated/schema.ts';
import { type ApiTokenUpdate, createClient, type Page, paginate, rql, rqlFor } from './index.ts';

type Schemas = components['schemas'];
type Item<T> = Omit<T, '$meta'>;

const client = createClient({ baseUrl: 'http://127.0.0.1', token: 'any' });
const modules = rqlFor<'modules'>();
const accounts = rqlFor<'accounts'>();

test('an item is whole, or what select left of it', () => {
  expectTypeOf(client.listApiTokens()).resolves.toEqualTypeOf<Page<Item<Schemas['ApiToken']>>>();
  expectTypeOf(client.listApiTokens({ limit: 3 })).resolves.toEqualTypeOf<Page<Item<Schemas['ApiToken']>>>();
  const selected = client.listApiTokens({ select: '-*,+id' });
  expectTypeOf(selected).resolves.toEqualTypeOf<Page<Item<Schemas['ApiTokenSelection']>>>();
  expectTypeOf(client.eachApiToken()).toEqualTypeOf<AsyncGenerator<Item<Schemas['ApiToken']>, void, undefined>>();
  expectTypeOf(client.eachApiToken({ select: ['+audit'] })).toEqualTypeOf<
    AsyncGenerator<Item<Schemas['ApiTokenSelection']>, void, undefined>
  >();
});

test('a page is what the contract says', () => {
  expectTypeOf<Page<Schemas['ApiTokenSelection']>>().toEqualTypeOf<Schemas['ApiTokenList']>();
  expectTypeOf<Page<Schemas['ModuleSelection']>>().toEqualTypeOf<Schemas['ModuleList']>();
  expectTypeOf<Page<Schemas['AccountSelection']>>().toEqualTypeOf<Schemas['AccountList']>();
});

test('modules and accounts have the fields that always have a value', async () => {
  const module = await client.getModule('MOD-1756');
  expectTypeOf(module.code).toEqualTypeOf<string>();
  expectTypeOf(module.description).toEqualTypeOf<string | undefined>();
  expectTypeOf(client.getModule('MOD-1756', { select: '-code' })).resolves.toEqualTypeOf<Schemas['ModuleSelection']>();
  const account = await client.getAccount('ACC-3803-7263');
  expectTypeOf(account.type).toEqualTypeOf<'Vendor' | 'Client' | 'Operations'>();
  expectTypeOf(account.website).toEqualTypeOf<string | undefined>();
  for await (const { name } of client.eachAccount()) expectTypeOf(name).toEqualTypeOf<string>();
});

test('a filter is for its resource, or raw', () => {
  client.listApiTokens({ filter: rql.eq('status', 'Active') });
  client.listModules({ filter: modules.eq('code', 'billing') });
  client.eachAccount({ filter: accounts.eq('type', 'Client') });
  client.listApiTokens({ filter: 'eq(status,Active)' });
  client.listModules({ filter: String('any(accountTypes)') });
  // @ts-expect-error a filter for modules
  client.listApiTokens({ filter: modules.eq('name', 'x') });
  // @ts-expect-error a filter for tokens
  client.listModules({ filter: rql.eq('name', 'x') });
  // @ts-expect-error a filter for accounts
  client.eachApiToken({ filter: accounts.eq('name', 'x') });
  // @ts-expect-error not a filter
  client.listApiTokens({ filter: { status: 'Active' } });
});

test('order and select name fields of the resource', () => {
  client.listApiTokens({ order: ['-name', '+audit.created.at', 'id'], select: ['-*', '+id', 'audit.created.at'] });
  client.listAccounts({ order: ['address.city'], select: ['-address'] });
  client.getApiToken('TKN-4134-7330', { select: ['+audit'] });
  // @ts-expect-error no such field
  client.listApiTokens({ order: ['colour'] });
  // @ts-expect-error a secret
  client.listApiTokens({ order: ['token'] });
  // @ts-expect-error a whole object
  client.listApiTokens({ order: ['account'] });
  // @ts-expect-error a field of tokens
  client.listModules({ select: ['+account'] });
  client.listApiTokens({ order: ['account.externalId'], select: ['-*', '+id', '+account', '+modules.code'] });
  client.listApiTokens({ select: ['+account.address.city', '-modules.settings', '+account.groups.name'] });
  // @ts-expect-error brackets are no part of a name
  client.listApiTokens({ select: ['modules[].id'] });
  // @ts-expect-error no field of a module
  client.listApiTokens({ select: ['+modules.serviceLevel'] });
  // @ts-expect-error a collection
  client.listApiTokens({ order: ['modules.name'] });
  // @ts-expect-error an unknown option
  client.listApiTokens({ filters: 'eq(status,Active)' });
  // @ts-expect-error a walk counts by itself
  client.eachApiToken({ page: 2, limit: 10 });
});

test('an update takes what the contract takes, and nothing else', async () => {
  expectTypeOf(client.updateApiToken).parameter(1).toEqualTypeOf<ApiTokenUpdate>();
  expectTypeOf<ApiTokenUpdate>().toEqualTypeOf<Schemas['ApiTokenUpdate']>();
  expectTypeOf(client.updateApiToken('TKN-4134-7330', {})).resolves.toEqualTypeOf<Schemas['ApiToken']>();
  client.updateApiToken('TKN-4134-7330', { description: null, modules: [{ id: 'MOD-1756' }] });
  // A token that was read may be sent back.
  const token = await client.getApiToken('TKN-4134-7330');
  client.updateApiToken(token.id, token);
  client.updateApiToken(token.id, { ...token, name: 'ERP' });
  // @ts-expect-error a wrong name
  client.updateApiToken('TKN-4134-7330', { descripton: 'x' });
  // @ts-expect-error a read-only field
  client.updateApiToken('TKN-4134-7330', { status: 'Active' });
  // @ts-expect-error the name cannot be cleared
  client.updateApiToken('TKN-4134-7330', { name: null });
});

test('the others give what the contract gives', () => {
  expectTypeOf(client.deleteApiToken('TKN-4134-7330')).resolves.toEqualTypeOf<undefined>();
  expectTypeOf(client.enableApiToken('TKN-4134-7330')).resolves.toEqualTypeOf<Schemas['ApiToken']>();
  expectTypeOf(client.disableApiToken('TKN-4134-7330')).resolves.toEqualTypeOf<Schemas['ApiToken']>();
  const pages = async (_: { offset?: number | undefined }): Promise<Page<number>> => Promise.reject();
  expectTypeOf(paginate(pages, {})).toEqualTypeOf<AsyncGenerator<number, void, undefined>>();
});
