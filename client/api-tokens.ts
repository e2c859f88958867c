import { type ChangeOptions, conditions } from './entity-tags.ts';
import { type CreateOptions, keyedCreation } from './keyed-creation.ts';
import { type GetApiToken, getOperation, type List, listOperation, segment } from './lists.ts';
import { type Each, eachOperation } from './paginate.ts';
import { AS_STREAM, STREAMING, type Stream, streamOperation } from './streams.ts';
import { bodyOf, done, type Transport } from './transport.ts';
import type { ApiToken, ApiTokenCreate, ApiTokenCreated, ApiTokenUpdate } from './types.ts';

/** The operations of the resource `/accounts/api-tokens`. Each rejects with `ApiProblem`, or with what `fetch` throws. */
export interface ApiTokenOperations {
  /** One page of the tokens. */
  listApiTokens: List<'apiTokens'>;

  /** All tokens, fetched page by page as they are asked for; see `paginate`. */
  eachApiToken: Each<'apiTokens'>;

  /** All tokens in one request, as they were when it began; rejects with `BrokenStream` where they do not all come. */
  streamApiTokens: Stream<'apiTokens'>;

  /** Creates a token. The answer holds its credential: whoever reads it can act as the token. */
  createApiToken(body: ApiTokenCreate, options?: CreateOptions): Promise<ApiTokenCreated>;

  /** Reads a token; with `ifNoneMatch` only where it is another one than that of the tag, which `etagOf` tells. */
  getApiToken: GetApiToken;

  /**
   * Changes what is named: what is absent stays, `null` clears, `modules` and `extensions` are replaced as a whole. A
   * token that was read may be sent back. With `ifMatch`, which `etagOf` tells, nothing that others did meanwhile is undone.
   */
  updateApiToken(id: string, change: ApiTokenUpdate, options?: ChangeOptions): Promise<ApiToken>;

  /** Revokes a token for good: its credential stops at the next request. */
  deleteApiToken(id: string, options?: ChangeOptions): Promise<undefined>;

  /** From `Disabled` to `Active`. */
  enableApiToken(id: string, options?: ChangeOptions): Promise<ApiToken>;

  /** From `Active` to `Disabled`: the credential stops at the next request, until the token is enabled. */
  disableApiToken(id: string, options?: ChangeOptions): Promise<ApiToken>;
}

export function apiTokenOperations(transport: Transport): ApiTokenOperations {
  const { secured } = transport;
  const createWithKey = keyedCreation(transport);
  const at = (id: string, options?: ChangeOptions) => ({
    params: { path: { id: segment(id) }, header: conditions(options) },
  });
  const listApiTokens = listOperation<'apiTokens'>((query) =>
    secured.GET('/public/v1/accounts/api-tokens', { params: { query } }),
  );

  return {
    listApiTokens,
    eachApiToken: eachOperation(listApiTokens),
    streamApiTokens: streamOperation<'apiTokens'>((query) =>
      secured.GET('/public/v1/accounts/api-tokens', { params: { query, header: STREAMING }, ...AS_STREAM }),
    ),
    getApiToken: getOperation<'apiTokens'>((path, query, header) =>
      secured.GET('/public/v1/accounts/api-tokens/{id}', { params: { path, query, header } }),
    ) as GetApiToken,
    async createApiToken(body, { idempotencyKey } = {}) {
      if (idempotencyKey !== undefined) return createWithKey(body, idempotencyKey);
      return bodyOf(secured.POST('/public/v1/accounts/api-tokens', { body }));
    },
    async updateApiToken(id, change, options) {
      return bodyOf(secured.PUT('/public/v1/accounts/api-tokens/{id}', { ...at(id, options), body: change }));
    },
    async deleteApiToken(id, options) {
      return done(secured.DELETE('/public/v1/accounts/api-tokens/{id}', at(id, options)));
    },
    async enableApiToken(id, options) {
      return bodyOf(secured.POST('/public/v1/accounts/api-tokens/{id}/enable', at(id, options)));
    },
    async disableApiToken(id, options) {
      return bodyOf(secured.POST('/public/v1/accounts/api-tokens/{id}/disable', at(id, options)));
    },
  };
}
