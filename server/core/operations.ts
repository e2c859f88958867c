import type { components } from '../../generated/schema.ts';
import { accountHandlers } from './accounts/handlers.ts';
import type { AtOnce } from './at-once.ts';
import type { Handlers } from './handler.ts';
import { moduleHandlers } from './modules/handlers.ts';
import type { Store } from './ports/store.ts';
import type { StreamOf } from './stream/stream.ts';
import { tokenHandlers } from './tokens/handlers.ts';
import type { TokenService } from './tokens/service.ts';
import type { TurnRequest, Turns } from './turns/turns.ts';

export type OpenApiDocument = components['schemas']['OpenApiDocument'];

export interface Services {
  document: OpenApiDocument;
  store: Store;
  tokens: TokenService;
  /** The most records of a stream. */
  streamLimit: number;
  turns: Turns;
}

/** operationId → handler, for every operation of the contract. */
export function operationHandlers({ document, store, tokens, streamLimit, turns }: Services): Handlers {
  const ofTokens = tokenHandlers(tokens);
  const ofModules = moduleHandlers(store, streamLimit);
  const ofAccounts = accountHandlers(store, streamLimit);
  return {
    ...ofTokens,
    ...ofModules,
    ...ofAccounts,
    listApiTokens: inTurn(turns, ofTokens.listApiTokens),
    listModules: inTurn(turns, ofModules.listModules),
    listAccounts: inTurn(turns, ofAccounts.listAccounts),

    async getOpenApi({ origin }) {
      return { status: 200, body: { ...document, servers: [{ url: origin() }] } };
    },
  } satisfies Handlers;
}

/** The same handler by turns, from the reading of the query to the representation; of a stream each page has its turn. */
function inTurn<R extends TurnRequest, T extends { status: number; stream?: StreamOf<object> }>(
  turns: Turns,
  handler: (request: R) => AtOnce<T>,
): (request: R) => Promise<T> {
  return async (request) => {
    const caller = { principal: request.principal, signal: request.signal };
    const result = await turns.take(caller, async (signal) => handler({ ...request, signal }));
    const { stream } = result;
    return stream ? { ...result, stream: { ...stream, pages: turns.each(caller, stream.pages) } } : result;
  };
}
