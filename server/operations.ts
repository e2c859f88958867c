import type { OpenApiDocument } from './contract.ts';
import type { Handlers } from './handler.ts';
import { tokenHandlers } from './tokens/handlers.ts';
import type { TokenService } from './tokens/service.ts';

export interface Services {
  document: OpenApiDocument;
  tokens: TokenService;
}

/** operationId → handler, for every operation of the contract. */
export function operationHandlers({ document, tokens }: Services): Handlers {
  return {
    ...tokenHandlers(tokens),

    async getOpenApi({ origin }) {
      return { status: 200, body: { ...document, servers: [{ url: origin }] } };
    },
  } satisfies Handlers;
}
