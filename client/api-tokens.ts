import { bodyOf, type Transport } from './transport.ts';
import type { ApiToken, ApiTokenCreate, ApiTokenCreated, ApiTokenSelection } from './types.ts';

/** The operations of the resource `/accounts/api-tokens`. Each rejects with `ApiProblem`, or with what `fetch` throws. */
export interface ApiTokenOperations {
  /** Creates a token. The answer holds its credential: whoever reads it can act as the token. */
  createApiToken(body: ApiTokenCreate): Promise<ApiTokenCreated>;

  /**
   * Reads a token.
   * @param options.select Fields to add to the default ones or to remove: `+audit,-modules`, `-*,+id,+name`.
   */
  getApiToken(id: string, options?: { select?: undefined }): Promise<ApiToken>;
  getApiToken(id: string, options?: { select?: string | undefined }): Promise<ApiTokenSelection>;
}

export function apiTokenOperations({ secured }: Transport): ApiTokenOperations {
  function getApiToken(id: string, options?: { select?: undefined }): Promise<ApiToken>;
  function getApiToken(id: string, options?: { select?: string | undefined }): Promise<ApiTokenSelection>;
  async function getApiToken(id: string, { select }: { select?: string | undefined } = {}): Promise<ApiTokenSelection> {
    const params = { path: { id: segment(id) }, query: select === undefined ? {} : { select } };
    return bodyOf(secured.GET('/public/v1/accounts/api-tokens/{id}', { params }));
  }

  return {
    async createApiToken(body) {
      return bodyOf(secured.POST('/public/v1/accounts/api-tokens', { body }));
    },
    getApiToken,
  };
}

// No encoding keeps these three from changing the path, so they would go to another operation.
function segment(id: string): string {
  if (/^\.{0,2}$/.test(id)) throw new TypeError('An id cannot be empty or a dot segment.');
  return id;
}
