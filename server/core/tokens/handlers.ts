import { fields } from '../../../generated/fields.ts';
import type { components } from '../../../generated/schema.ts';
import { andThen } from '../at-once.ts';
import type { Handlers, OperationRequest } from '../handler.ts';
import { entityTag, haveTag, readEntityTags } from '../preconditions.ts';
import { parseListQuery, parseSelectOnly } from '../query/list-query.ts';
import type { Transition } from './change.ts';
import { readIdempotencyKey } from './creation-key.ts';
import { OMITTED, type TokenRepresentation } from './representation.ts';
import type { TokenService } from './service.ts';

type TokenOperation = Extract<keyof Handlers, `${string}ApiToken${string}`>;

type TokenRequest = Pick<OperationRequest<'enableApiToken'>, 'principal' | 'path' | 'header'>;

/** The operations on tokens, from request to response. */
export function tokenHandlers(tokens: TokenService): Pick<Handlers, TokenOperation> {
  const handleTransition =
    (transition: Transition) =>
    async ({ principal, path, header }: TokenRequest) => {
      return changed(await tokens.transition(principal, path.id, transition, ifMatch(header)));
    };

  return {
    async listApiTokens({ principal, query, stream: mediaType, signal }) {
      if (mediaType) return { status: 200, stream: await tokens.stream(principal, mediaType, query, signal) };
      const request = parseListQuery(query, fields.apiTokens);
      return { status: 200, body: await tokens.list(principal, { ...request, signal }) };
    },

    async createApiToken({ principal, body: draft, header }) {
      const key = readIdempotencyKey(header('Idempotency-Key'));
      const { token, isReplayed } = await tokens.create(principal, draft, key);
      const body = { ...token, $meta: { omitted: [] } };
      const text = JSON.stringify(body);
      return {
        status: 201,
        headers: {
          Location: `/public/v1${body.href}`,
          ETag: entityTag(body.revision, text, body.token),
          ...(key !== undefined && { 'Idempotency-Key': key }),
          ...(isReplayed && { 'Idempotency-Replayed': 'true' }),
        },
        body,
        text,
      };
    },

    getApiToken({ principal, path, query, header }) {
      const known = readEntityTags('If-None-Match', header('If-None-Match'));
      const select = parseSelectOnly(query, fields.apiTokens);
      return andThen(tokens.get(principal, path.id, select), ({ revision, body }) => {
        const text = JSON.stringify(body);
        const headers = { ETag: entityTag(revision, text, body.token) };
        if (known && haveTag(known, headers.ETag)) return { status: 304, headers, body: undefined };
        return { status: 200, headers, body, text };
      });
    },

    async updateApiToken({ principal, path, body, header }) {
      return changed(await tokens.update(principal, path.id, body, ifMatch(header)));
    },

    async deleteApiToken({ principal, path, header }) {
      await tokens.delete(principal, path.id, ifMatch(header));
      return { status: 204, body: undefined };
    },

    enableApiToken: handleTransition('enable'),
    disableApiToken: handleTransition('disable'),
  };
}

function ifMatch(header: TokenRequest['header']) {
  return readEntityTags('If-Match', header('If-Match'));
}

/** A token after a change. */
function changed(token: TokenRepresentation) {
  const body = byDefault(token);
  const text = JSON.stringify(body);
  return { status: 200, headers: { ETag: entityTag(body.revision, text, body.token) }, body, text } as const;
}

function byDefault(token: TokenRepresentation): components['schemas']['ApiToken'] {
  return { ...token, $meta: { omitted: OMITTED } };
}
