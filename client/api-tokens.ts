import { type Call, call } from './call.ts';
import { type ChangeOptions, conditions } from './entity-tags.ts';
import { type CreateOptions, keyedCreation } from './keyed-creation.ts';
import { type GetApiToken, getOperation, type List, listOperation, segment } from './lists.ts';
import { type Each, eachOperation } from './paginate.ts';
import type { ProblemOf } from './problems.ts';
import { isLost } from './repeat.ts';
import { AS_STREAM, STREAMING, type Stream, streamOperation } from './streams.ts';
import type { Transport } from './transport.ts';
import type { ApiToken, ApiTokenCreate, ApiTokenCreated, ApiTokenUpdate } from './types.ts';

/** The operations of the resource `/accounts/api-tokens`. See `createClient` for what they reject with. */
export interface ApiTokenOperations {
  /** One page of the tokens. */
  listApiTokens: List<'apiTokens'>;

  /** All tokens, fetched page by page as they are asked for; see `paginate`. */
  eachApiToken: Each<'apiTokens'>;

  /** All tokens in one request, as they were when it began; rejects with `BrokenStream` where they do not all come. */
  streamApiTokens: Stream<'apiTokens'>;

  /** Creates a token. The answer holds its credential: whoever reads it can act as the token. */
  createApiToken(body: ApiTokenCreate, options?: CreateOptions): Call<ApiTokenCreated, ProblemOf<'createApiToken'>>;

  /** Reads a token; with `ifNoneMatch` only where it is another one than that of the tag, which `etagOf` tells. */
  getApiToken: GetApiToken;

  /**
   * Changes what is named: what is absent stays, `null` clears, `modules` and `extensions` are replaced as a whole. A
   * token that was read may be sent back. With `ifMatch`, which `etagOf` tells, nothing that others did meanwhile is undone.
   */
  updateApiToken(
    id: string,
    change: ApiTokenUpdate,
    options?: ChangeOptions,
  ): Call<ApiToken, ProblemOf<'updateApiToken'>>;

  /** Revokes a token for good: its credential stops at the next request. */
  deleteApiToken(id: string, options?: ChangeOptions): Call<undefined, ProblemOf<'deleteApiToken'>>;

  /** From `Disabled` to `Active`. */
  enableApiToken(id: string, options?: ChangeOptions): Call<ApiToken, ProblemOf<'enableApiToken'>>;

  /** From `Active` to `Disabled`: the credential stops at the next request, until the token is enabled. */
  disableApiToken(id: string, options?: ChangeOptions): Call<ApiToken, ProblemOf<'disableApiToken'>>;
}

export function apiTokenOperations(transport: Transport): ApiTokenOperations {
  const { secured } = transport;
  const createWithKey = keyedCreation(transport);
  const at = (id: string, options?: ChangeOptions) => ({
    params: { path: { id: segment(id) }, header: conditions(options) },
  });
  const listApiTokens = listOperation<'apiTokens'>((query, manner) =>
    secured(manner).GET('/public/v1/accounts/api-tokens', { params: { query } }),
  );

  return {
    listApiTokens,
    eachApiToken: eachOperation(listApiTokens),
    streamApiTokens: streamOperation<'apiTokens'>((query, manner) =>
      secured(manner).GET('/public/v1/accounts/api-tokens', { params: { query, header: STREAMING }, ...AS_STREAM }),
    ),
    getApiToken: getOperation<'apiTokens'>((path, query, manner, header) =>
      secured(manner).GET('/public/v1/accounts/api-tokens/{id}', { params: { path, query, header } }),
    ) as GetApiToken,
    createApiToken: (body, options = {}) =>
      call(() => {
        const { idempotencyKey } = options;
        if (idempotencyKey !== undefined) return createWithKey(body, idempotencyKey, options);
        return secured(options).POST('/public/v1/accounts/api-tokens', { body });
      }),
    updateApiToken: (id, change, options = {}) =>
      call(() => {
        const mayRepeat = (error: unknown) => options.ifMatch === undefined && isLost(error);
        return secured({ ...options, mayRepeat }).PUT('/public/v1/accounts/api-tokens/{id}', {
          ...at(id, options),
          body: change,
        });
      }),
    deleteApiToken: (id, options) =>
      call(() => secured(options).DELETE('/public/v1/accounts/api-tokens/{id}', at(id, options))),
    enableApiToken: (id, options) =>
      call(() => secured(options).POST('/public/v1/accounts/api-tokens/{id}/enable', at(id, options))),
    disableApiToken: (id, options) =>
      call(() => secured(options).POST('/public/v1/accounts/api-tokens/{id}/disable', at(id, options))),
  };
}
