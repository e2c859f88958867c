import { describe, expectTypeOf, it } from 'vitest';
import type { OperationId } from '../../generated/operations.ts';
import type { components } from '../../generated/schema.ts';
import type { Handler, Handlers, OperationRequest, OperationResult } from './handler.ts';
import type { Principal } from './principal.ts';

declare const handlers: Handlers;
declare const created: components['schemas']['ApiTokenCreated'];
declare const selection: components['schemas']['ApiTokenSelection'];
declare const module: components['schemas']['ModuleSelection'];
const headers = { Location: '/x', ETag: '"1-x"' };
const { Location: _, ...ofGet } = headers;

describe('handlers', () => {
  it('are one for each operation of the contract: a missing one does not compile', () => {
    expectTypeOf<keyof Handlers>().toEqualTypeOf<OperationId>();
    const { createApiToken, ...rest } = handlers;
    // @ts-expect-error createApiToken is missing
    rest satisfies Handlers;
    const complete = { ...rest, createApiToken } satisfies Handlers;
    expectTypeOf(complete).toExtend<Handlers>();
  });

  it('may answer what the operation declares', () => {
    expectTypeOf(async () => ({ status: 201 as const, headers, body: created })).toExtend<Handler<'createApiToken'>>();
    expectTypeOf(async () => ({ status: 200 as const, headers: ofGet, body: selection })).toExtend<
      Handler<'getApiToken'>
    >();
    expectTypeOf<OperationResult<'createApiToken'>['status']>().toEqualTypeOf<201>();
    expectTypeOf<OperationResult<'getApiToken'>['status']>().toEqualTypeOf<200 | 304>();
  });

  it('may answer no status that the operation does not declare', () => {
    // @ts-expect-error createApiToken declares 201
    (async () => ({ status: 200, headers, body: created })) satisfies Handler<'createApiToken'>;
    // @ts-expect-error getApiToken declares 200
    (async () => ({ status: 204, body: undefined })) satisfies Handler<'getApiToken'>;
    // @ts-expect-error a failure is thrown, not answered
    (async () => ({ status: 404, headers: ofGet, body: selection })) satisfies Handler<'getApiToken'>;
  });

  it('may not leave out the body, a required property of it, or the Location', () => {
    const { id, ...withoutId } = created;
    // @ts-expect-error there is no body
    (async () => ({ status: 201, headers })) satisfies Handler<'createApiToken'>;
    // @ts-expect-error `id` is required
    (async () => ({ status: 201, headers, body: withoutId })) satisfies Handler<'createApiToken'>;
    // @ts-expect-error there is no Location
    (async () => ({ status: 201, body: created })) satisfies Handler<'createApiToken'>;
    // @ts-expect-error there is no Location either
    (async () => ({ status: 201, headers: {}, body: created })) satisfies Handler<'createApiToken'>;
    // @ts-expect-error there is no ETag
    (async () => ({ status: 200, body: selection })) satisfies Handler<'getApiToken'>;
  });

  it('may not answer a property of another type, a null, or a header that is not declared', () => {
    // @ts-expect-error `revision` is a number
    (async () => ({
      status: 200,
      headers: ofGet,
      body: { ...selection, revision: 'x' },
    })) satisfies Handler<'getApiToken'>;
    // @ts-expect-error a field without a value is left out
    (async () => ({
      status: 200,
      headers: ofGet,
      body: { ...selection, icon: null },
    })) satisfies Handler<'getApiToken'>;
    // @ts-expect-error `status` is an enumeration
    (async () => ({
      status: 200,
      headers: ofGet,
      body: { ...selection, status: 'Gone' },
    })) satisfies Handler<'getApiToken'>;
    // @ts-expect-error getModule declares no header of its own
    (async () => ({ status: 200, headers, body: module })) satisfies Handler<'getModule'>;
  });

  it('may not answer a property that is not declared', () => {
    // @ts-expect-error `surplus` is not declared
    ({ status: 200, headers: ofGet, body: { id: 'x', surplus: 1 } }) satisfies OperationResult<'getApiToken'>;
    // @ts-expect-error nor is it inside an object
    ({ status: 200, headers: ofGet, body: { account: { surplus: 1 } } }) satisfies OperationResult<'getApiToken'>;
  });

  it('are given what the contract says of the request', () => {
    expectTypeOf<OperationRequest<'createApiToken'>['body']>().toEqualTypeOf<components['schemas']['ApiTokenCreate']>();
    expectTypeOf<OperationRequest<'getApiToken'>['body']>().toEqualTypeOf<undefined>();
    expectTypeOf<OperationRequest<'getApiToken'>['path']>().toEqualTypeOf<{ id: string }>();
    expectTypeOf<OperationRequest<'getApiToken'>['principal']>().toEqualTypeOf<Principal>();
    expectTypeOf<OperationRequest<'getOpenApi'>['principal']>().toEqualTypeOf<undefined>();
  });
});
