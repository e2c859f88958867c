import { fields } from '../../generated/fields.ts';
import type { Handlers } from '../handler.ts';
import { selectParameter } from '../query/select-parameter.ts';
import type { TokenService } from './service.ts';

type TokenOperation = 'createApiToken' | 'getApiToken';

/** The operations on tokens, from request to response. */
export function tokenHandlers(tokens: TokenService): Pick<Handlers, TokenOperation> {
  return {
    async createApiToken({ principal, body }) {
      const token = await tokens.create(principal, body);
      return {
        status: 201,
        headers: { Location: `/public/v1${token.href}` },
        body: { ...token, $meta: { omitted: [] } },
      };
    },

    async getApiToken({ principal, path, query }) {
      const select = selectParameter(query, fields.apiTokens);
      return { status: 200, body: select.apply(await tokens.get(principal, path.id)) };
    },
  };
}
