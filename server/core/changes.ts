import type { OperationId, operations as table } from '../../generated/operations.ts';
import type { Handlers } from './handler.ts';
import { tokenHandlers } from './tokens/handlers.ts';
import { type Use, writeUses } from './tokens/last-access.ts';
import { TokenService, type TokenServiceOptions } from './tokens/service.ts';

/** An operation that changes something. */
export type ChangingOperation = {
  [O in OperationId]: (typeof table)[O]['method'] extends 'GET' ? never : O;
}[OperationId];

/** Everything that changes what is stored while the API is served: it can be done somewhere else than what only reads. */
export interface Changes {
  handlers: Pick<Handlers, ChangingOperation>;
  /** Writes when tokens were used last. */
  touch(uses: readonly Use[]): Promise<void>;
}

export function createChanges(options: TokenServiceOptions): Changes {
  return {
    handlers: tokenHandlers(new TokenService(options)),
    touch: (uses) => writeUses(options.store, uses),
  };
}
