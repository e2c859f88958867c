import type { Handlers } from './handler.ts';
import { type OpenApiDocument, operationHandlers } from './operations.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { Store } from './ports/store.ts';
import type { Vault } from './ports/vault.ts';
import type { Principal } from './principal.ts';
import { authenticator } from './tokens/authentication.ts';
import { LastAccess } from './tokens/last-access.ts';
import { TokenService } from './tokens/service.ts';

/** What the API needs from outside. */
export interface CoreOptions {
  /** The contract, as it is served. */
  document: OpenApiDocument;
  store: Store;
  vault: Vault;
  /** At random unless given. */
  ids?: Ids;
  /** The clock of the machine unless given. */
  clock?: Clock;
  /** Told of what fails after a request was answered. */
  onFailure(error: unknown, what: string): void;
}

/** The API as functions: for any host that brings requests to it in the order of `checks.ts`. */
export interface Core {
  handlers: Handlers;
  /** The caller whose credential this is, or undefined where it is not valid. */
  authenticate(credential: string): Promise<Principal | undefined>;
  /** Writes what is still to be written; before the store is closed. */
  flush(): Promise<void>;
}

export function createCore({ document, store, vault, ids, clock, onFailure }: CoreOptions): Core {
  const timed = { store, ...(clock && { clock }) };
  const lastAccess = new LastAccess({ ...timed, onFailure: (error) => onFailure(error, 'lastAccessAt not written') });
  const tokens = new TokenService({ ...timed, vault, ...(ids && { ids }) });
  return {
    handlers: operationHandlers({ document, store, tokens }),
    authenticate: authenticator({ store, vault, onUse: (token) => lastAccess.note(token) }),
    flush: () => lastAccess.flush(),
  };
}
