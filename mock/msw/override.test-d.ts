import { describe, expectTypeOf, it } from 'vitest';
import type { components } from '../../generated/schema.ts';
import type { OperationRequest, OperationResult } from '../../server/core/handler.ts';
import { type ApiTokens, problem } from './index.ts';

declare const tokens: ApiTokens;
declare const created: components['schemas']['ApiTokenCreated'];
const headers = { Location: '/x', ETag: '"1-x"' };

describe('an override', () => {
  it('may answer what the operation declares, problems included', () => {
    tokens.override('createApiToken', async () => ({ status: 201, headers, body: created }));
    tokens.override('createApiToken', async () => ({
      status: 429,
      headers: { 'Retry-After': 1 },
      body: problem(429, { detail: 'Later.' }),
    }));
    tokens.override('getApiToken', async ({ path }) => {
      if (path.id === 'TKN-0000-0000') return { status: 404, body: problem(404) };
      return { status: 200, headers: { ETag: '"1-x"' }, body: { id: path.id } };
    });
    tokens.override('deleteApiToken', async () => ({ status: 204, body: undefined }));
    tokens.override('listApiTokens', (_, asUsual) => asUsual());
  });

  it('is given the request as the contract has it, and what is answered as usual', () => {
    tokens.override('createApiToken', async (request, asUsual) => {
      expectTypeOf(request).toEqualTypeOf<OperationRequest<'createApiToken'>>();
      expectTypeOf(asUsual).returns.resolves.toEqualTypeOf<OperationResult<'createApiToken'>>();
      return asUsual();
    });
  });

  it('may be of no operation that is not there', () => {
    // @ts-expect-error there is no such operation
    tokens.override('createToken', async () => ({ status: 201, headers, body: created }));
  });

  it('may answer no status that the operation does not declare', () => {
    // @ts-expect-error createApiToken declares no 200
    tokens.override('createApiToken', async () => ({ status: 200, headers, body: created }));
    // @ts-expect-error createApiToken declares no 404
    tokens.override('createApiToken', async () => ({ status: 404, body: problem(404) }));
  });

  it('may not leave out the body, a property of it, or a header', () => {
    const { id, ...withoutId } = created;
    // @ts-expect-error there is no body
    tokens.override('createApiToken', async () => ({ status: 201, headers }));
    // @ts-expect-error `id` is required
    tokens.override('createApiToken', async () => ({ status: 201, headers, body: withoutId }));
    // @ts-expect-error there is no Location
    tokens.override('createApiToken', async () => ({ status: 201, headers: { ETag: '"1-x"' }, body: created }));
    // @ts-expect-error there is no Retry-After
    tokens.override('createApiToken', async () => ({ status: 429, body: problem(429) }));
    // @ts-expect-error a problem has a type and a title
    tokens.override('createApiToken', async () => ({ status: 400, body: { status: 400 } }));
    // @ts-expect-error nothing is answered
    tokens.override('createApiToken', async () => {});
  });

  it('may not answer a body of another kind, or that of another status', () => {
    // @ts-expect-error `revision` is a number
    tokens.override('createApiToken', async () => ({ status: 201, headers, body: { ...created, revision: 'x' } }));
    // @ts-expect-error a 204 has no body
    tokens.override('deleteApiToken', async () => ({ status: 204, body: created }));
    // @ts-expect-error the problem is another one
    tokens.override('createApiToken', async () => ({ status: 403, body: problem(400) }));
  });

  it('may not have a header that is not declared', () => {
    // @ts-expect-error createApiToken has no such header
    tokens.override('createApiToken', async () => ({
      status: 201,
      headers: { ...headers, 'X-Mine': '1' },
      body: created,
    }));
    // @ts-expect-error a 403 has no header of its own
    tokens.override('createApiToken', async () => ({ status: 403, headers: { Location: '/x' }, body: problem(403) }));
  });
});
