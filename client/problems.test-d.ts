import { expectTypeOf, test } from 'vitest';
import type { ProblemCode } from '../generated/problem-codes.ts';
import type { operations } from '../generated/schema.ts';
import { type ApiProblem, type ApiToken, createClient, type ProblemOf, UnexpectedAnswer } from './index.ts';

const client = createClient({ baseUrl: 'http://127.0.0.1', token: 'any' });
const id = 'TKN-4134-7330';

type CodeOf<Id extends keyof operations, Status> = Extract<ProblemOf<Id>, { status: Status }>['code'];

test('a status leaves the codes that the operation has for it', async () => {
  const { error } = await client.updateApiToken(id, {}).safe();
  if (!error) return;
  expectTypeOf(error).toExtend<ApiProblem>();
  expectTypeOf(error.errors).toEqualTypeOf<Record<string, string[]> | undefined>();
  if (error.status === 412) expectTypeOf(error.code).toEqualTypeOf<'precondition.failed' | undefined>();
  if (error.status === 413) expectTypeOf(error.code).toEqualTypeOf<'body.too-large' | undefined>();
  if (error.status === 503) expectTypeOf(error.code).toEqualTypeOf<'server.unavailable' | undefined>();
  // What stands between may answer with anything.
  if (error.status === 502) expectTypeOf(error.code).toEqualTypeOf<undefined>();
});

test('a code leaves its status', async () => {
  const { error } = await client.createApiToken({ name: 'ERP' }, { idempotencyKey: 'key' }).safe();
  if (error?.code === 'idempotency-key.reused') expectTypeOf(error.status).toEqualTypeOf<422>();
  if (error?.code === 'name.required') expectTypeOf(error.status).toEqualTypeOf<400>();
  if (error?.code) {
    type Statuses = 400 | 401 | 403 | 404 | 405 | 408 | 409 | 413 | 415 | 422 | 429 | 431 | 500 | 503;
    expectTypeOf(error.status).toEqualTypeOf<Statuses>();
  }
  // @ts-expect-error a creation has no condition
  if (error?.code === 'precondition.failed') return;
  // @ts-expect-error no such word
  if (error?.code === 'name.wrong') return;
});

test('one of both is there', async () => {
  const { data, error } = await client.getApiToken(id).safe();
  if (error) expectTypeOf(data).toEqualTypeOf<undefined>();
  else expectTypeOf(data).toEqualTypeOf<ApiToken>();
});

test('each operation has its own', () => {
  expectTypeOf<CodeOf<'getApiToken', 400>>().toEqualTypeOf<
    | 'request.malformed'
    | 'parameter.repeated'
    | 'precondition.malformed'
    | 'select.encoding'
    | 'select.syntax'
    | undefined
  >();
  expectTypeOf<CodeOf<'disableApiToken', 400>>().toEqualTypeOf<
    'request.malformed' | 'precondition.malformed' | 'status.transition' | undefined
  >();
  expectTypeOf<CodeOf<'getOpenApi', 400>>().toEqualTypeOf<'request.malformed' | undefined>();
  expectTypeOf<CodeOf<'getOpenApi', 401>>().toEqualTypeOf<never>();
  expectTypeOf<CodeOf<'listModules', 413>>().toEqualTypeOf<'stream.too-large' | undefined>();
  expectTypeOf<CodeOf<'listModules', 429>>().toEqualTypeOf<'rate.exceeded' | 'rate.too-many-lists' | undefined>();
  expectTypeOf<CodeOf<'getModule', 429>>().toEqualTypeOf<'rate.exceeded' | undefined>();
  expectTypeOf<'account.full'>().toExtend<CodeOf<'createApiToken', 400>>();
  expectTypeOf<'module.not-available'>().toExtend<CodeOf<'updateApiToken', 400>>();
  expectTypeOf<'filter.too-expensive' | 'page.invalid'>().toExtend<CodeOf<'listAccounts', 400>>();
});

test('every word of the contract is of some operation', () => {
  expectTypeOf<Exclude<ProblemOf<keyof operations>['code'], undefined>>().toEqualTypeOf<ProblemCode>();
});

test('an answer that no operation has is one of them', () => {
  expectTypeOf<UnexpectedAnswer>().toExtend<ApiProblem>();
  const problem: unknown = 0;
  if (problem instanceof UnexpectedAnswer) expectTypeOf(problem.mediaType).toEqualTypeOf<string | undefined>();
});

test('every call takes the same options', () => {
  const options = { signal: new AbortController().signal, timeout: 1_000, retries: 0 };
  client.listApiTokens(options);
  client.eachApiToken(options);
  client.streamApiTokens(options);
  client.createApiToken({ name: 'ERP' }, options);
  client.getApiToken(id, { ...options, ifNoneMatch: '"x"' });
  client.updateApiToken(id, {}, { ...options, ifMatch: '"x"' });
  client.deleteApiToken(id, options);
  client.enableApiToken(id, options);
  client.disableApiToken(id, options);
  client.getModule('MOD-1756', options);
  client.getAccount('ACC-3803-7263', options);
  client.getOpenApi(options);
  // @ts-expect-error in milliseconds, not a text
  client.getApiToken(id, { timeout: '1s' });
});
