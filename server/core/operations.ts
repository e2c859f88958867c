import type { components } from '../../generated/schema.ts';
import { accountHandlers } from './accounts/handlers.ts';
import type { Handlers } from './handler.ts';
import { moduleHandlers } from './modules/handlers.ts';
import type { Store } from './ports/store.ts';
import { tokenHandlers } from './tokens/handlers.ts';
import type { TokenService } from './tokens/service.ts';

export type OpenApiDocument = components['schemas']['OpenApiDocument'];

export interface Services {
  document: OpenApiDocument;
  store: Store;
  tokens: TokenService;
  /** The most records of a stream. */
  streamLimit: number;
}

/** operationId → handler, for every operation of the contract. */
export function operationHandlers({ document, store, tokens, streamLimit }: Services): Handlers {
  return {
    ...tokenHandlers(tokens),
    ...moduleHandlers(store, streamLimit),
    ...accountHandlers(store, streamLimit),

    async getOpenApi({ origin }) {
      return { status: 200, body: { ...document, servers: [{ url: origin }] } };
    },
  } satisfies Handlers;
}
