import { type Get, getOperation, type List, listOperation, segment } from './lists.ts';
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
  createApiToken(body: ApiTokenCreate): Promise<ApiTokenCreated>;

  /** Reads a token. */
  getApiToken: Get<'apiTokens'>;

  /**
   * Changes what is named: what is absent stays, `null` clears, `modules` and `extensions` are replaced as a whole. A
   * token that was read may be sent back.
   */
  updateApiToken(id: string, change: ApiTokenUpdate): Promise<ApiToken>;

  /** Revokes a token for good: its credential stops at the next request. */
  deleteApiToken(id: string): Promise<undefined>;

  /** From `Disabled` to `Active`. */
  enableApiToken(id: string): Promise<ApiToken>;

  /** From `Active` to `Disabled`: the credential stops at the next request, until the token is enabled. */
  disableApiToken(id: string): Promise<ApiToken>;
}

export function apiTokenOperations({ secured }: Transport): ApiTokenOperations {
  const at = (id: string) => ({ params: { path: { id: segment(id) } } });
  const listApiTokens = listOperation<'apiTokens'>((query) =>
    secured.GET('/public/v1/accounts/api-tokens', { params: { query } }),
  );

  return {
    listApiTokens,
    eachApiToken: eachOperation(listApiTokens),
    streamApiTokens: streamOperation<'apiTokens'>((query) =>
      secured.GET('/public/v1/accounts/api-tokens', { params: { query, header: STREAMING }, ...AS_STREAM }),
    ),
    getApiToken: getOperation<'apiTokens'>((path, query) =>
      secured.GET('/public/v1/accounts/api-tokens/{id}', { params: { path, query } }),
    ),
    async createApiToken(body) {
      return bodyOf(secured.POST('/public/v1/accounts/api-tokens', { body }));
    },
    async updateApiToken(id, change) {
      return bodyOf(secured.PUT('/public/v1/accounts/api-tokens/{id}', { ...at(id), body: change }));
    },
    async deleteApiToken(id) {
      return done(secured.DELETE('/public/v1/accounts/api-tokens/{id}', at(id)));
    },
    async enableApiToken(id) {
      return bodyOf(secured.POST('/public/v1/accounts/api-tokens/{id}/enable', at(id)));
    },
    async disableApiToken(id) {
      return bodyOf(secured.POST('/public/v1/accounts/api-tokens/{id}/disable', at(id)));
    },
  };
}
