import { expectTypeOf, test } from 'vitest';
import type { components } from '../generated/schema.ts';
import { type ApiProblem, type ApiTokenCreate, createClient } from './index.ts';

type Schemas = components['schemas'];

const client = createClient({ baseUrl: 'http://127.0.0.1', token: 'any' });

test('createApiToken takes what the contract takes, and nothing else', () => {
  expectTypeOf(client.createApiToken).parameter(0).toEqualTypeOf<Schemas['ApiTokenCreate']>();
  expectTypeOf(client.createApiToken).returns.resolves.toEqualTypeOf<Schemas['ApiTokenCreated']>();
  expectTypeOf<ApiTokenCreate>().toEqualTypeOf<Schemas['ApiTokenCreate']>();
  // @ts-expect-error a wrong name
  client.createApiToken({ name: 'ERP', descripton: 'x' });
  // @ts-expect-error a wrong name inside
  client.createApiToken({ name: 'ERP', modules: [{ id: 'MOD-1756', nam: 'x' }] });
  // @ts-expect-error a wrong type
  client.createApiToken({ name: 'ERP', account: 'ACC-3803-7263' });
  // @ts-expect-error a read-only field
  client.createApiToken({ name: 'ERP', status: 'Active' });
  // @ts-expect-error the name is required
  client.createApiToken({});
});

test('getApiToken gives the whole token, or parts of it with select', () => {
  expectTypeOf(client.getApiToken('TKN-4134-7330')).resolves.toEqualTypeOf<Schemas['ApiToken']>();
  expectTypeOf(client.getApiToken('TKN-4134-7330', {})).resolves.toEqualTypeOf<Schemas['ApiToken']>();
  const select = '-*,+id' as string | undefined;
  expectTypeOf(client.getApiToken('TKN-4134-7330', { select: '+audit' })).resolves.toEqualTypeOf<
    Schemas['ApiTokenSelection']
  >();
  expectTypeOf(client.getApiToken('TKN-4134-7330', { select })).resolves.toEqualTypeOf<Schemas['ApiTokenSelection']>();
  // @ts-expect-error an unknown option
  client.getApiToken('TKN-4134-7330', { selct: '+audit' });
});

test('getOpenApi gives the document', () => {
  expectTypeOf(client.getOpenApi()).resolves.toEqualTypeOf<Schemas['OpenApiDocument']>();
});

test('a problem is typed', () => {
  expectTypeOf<ApiProblem>().toExtend<Error>();
  expectTypeOf<ApiProblem['errors']>().toEqualTypeOf<Record<string, string[]> | undefined>();
  expectTypeOf<ApiProblem['retryAfter']>().toEqualTypeOf<number | undefined>();
});

test('options', () => {
  createClient({ baseUrl: 'http://127.0.0.1', token: async () => 'any', fetch: globalThis.fetch });
  // @ts-expect-error the token is required
  createClient({ baseUrl: 'http://127.0.0.1' });
});

test('conditions are texts, and what is known is undefined', () => {
  const id = 'TKN-4134-7330';
  expectTypeOf(client.getApiToken(id, { ifNoneMatch: '"x"' })).resolves.toEqualTypeOf<
    Schemas['ApiToken'] | undefined
  >();
  expectTypeOf(client.getApiToken(id, { ifNoneMatch: '"x"', select: '+audit' })).resolves.toEqualTypeOf<
    Schemas['ApiTokenSelection'] | undefined
  >();
  expectTypeOf(client.updateApiToken(id, {}, { ifMatch: '"x"' })).resolves.toEqualTypeOf<Schemas['ApiToken']>();
  // @ts-expect-error what should be a condition would be none
  client.updateApiToken(id, {}, { ifMatch: undefined });
  // @ts-expect-error a list has no tag
  client.listApiTokens({ ifNoneMatch: '"x"' });
});
