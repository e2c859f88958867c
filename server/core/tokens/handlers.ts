import { fields } from '../../../generated/fields.ts';
import type { components } from '../../../generated/schema.ts';
import type { Handlers, OperationRequest } from '../handler.ts';
import { parseListQuery, parseSelectOnly } from '../query/list-query.ts';
import type { Transition } from './change.ts';
import { OMITTED, type TokenRepresentation } from './representation.ts';
import type { TokenService } from './service.ts';

type TokenOperation = Extract<keyof Handlers, `${string}ApiToken${string}`>;

type TokenRequest = Pick<OperationRequest<'enableApiToken'>, 'principal' | 'path'>;

/** The operations on tokens, from request to response. */
export function tokenHandlers(tokens: TokenService): Pick<Handlers, TokenOperation> {
  const handleTransition =
    (transition: Transition) =>
    async ({ principal, path }: TokenRequest) => {
      return { status: 200, body: byDefault(await tokens.transition(principal, path.id, transition)) } as const;
    };

  return {
    async listApiTokens({ principal, query, stream: mediaType, signal }) {
      if (mediaType) return { status: 200, stream: await tokens.stream(principal, mediaType, query, signal) };
      const request = parseListQuery(query, fields.apiTokens);
      return { status: 200, body: await tokens.list(principal, { ...request, signal }) };
    },

    async createApiToken({ principal, body }) {
      const token = await tokens.create(principal, body);
      return {
        status: 201,
        headers: { Location: `/public/v1${token.href}` },
        body: { ...token, $meta: { omitted: [] } },
      };
    },

    async getApiToken({ principal, path, query }) {
      const select = parseSelectOnly(query, fields.apiTokens);
      const { body } = await tokens.get(principal, path.id, select);
      return { status: 200, body };
    },

    async updateApiToken({ principal, path, body }) {
      return { status: 200, body: byDefault(await tokens.update(principal, path.id, body)) };
    },

    async deleteApiToken({ principal, path }) {
      await tokens.delete(principal, path.id);
      return { status: 204, body: undefined };
    },

    enableApiToken: handleTransition('enable'),
    disableApiToken: handleTransition('disable'),
  };
}

function byDefault(token: TokenRepresentation): components['schemas']['ApiToken'] {
  return { ...token, $meta: { omitted: OMITTED } };
}
