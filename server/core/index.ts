import type { AtOnce } from './at-once.ts';
import type { Changes } from './changes.ts';
import type { Handlers } from './handler.ts';
import { type OpenApiDocument, operationHandlers } from './operations.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { Store } from './ports/store.ts';
import type { Vault } from './ports/vault.ts';
import type { Principal } from './principal.ts';
import { steady } from './steady-clock.ts';
import { DEFAULT_STREAM_LIMIT } from './stream/stream.ts';
import { authenticator } from './tokens/authentication.ts';
import { randomIds } from './tokens/id.ts';
import { LastAccess, writeUses } from './tokens/last-access.ts';
import { TokenService } from './tokens/service.ts';
import type { QueueLoad } from './turns/fair-queue.ts';
import { DEFAULT_STATEMENT_TIMEOUT, Turns } from './turns/turns.ts';

/** What the API needs from outside. */
export interface CoreOptions {
  /** The contract, as it is served. */
  document: OpenApiDocument;
  store: Store;
  vault: Vault;
  /** Where changes are made, if not here. */
  changes?: Changes;
  /** At random unless given. */
  ids?: Ids;
  /** The clock of the machine unless given. */
  clock?: Clock;
  /** How many tokens that are not deleted an account may have; no limit unless given. */
  tokensPerAccount?: number;
  /** The most records of a stream; a million unless given. */
  streamLimit?: number;
  /** Seconds that a list may take to be read, 0 is no limit; 5 unless given. */
  statementTimeout?: number;
  /** Told of each token in a list whose credential does not open. */
  onSealed?(tokenId: string): void;
  /** Told of what fails without failing a request. */
  onFailure(error: unknown, what: string): void;
}

/** The API as functions: for any host that brings requests to it in the order of `checks.ts`. */
export interface Core {
  handlers: Handlers;
  /** The caller whose credential this is, or undefined where it is not valid. */
  authenticate(credential: string): AtOnce<Principal | undefined>;
  /** How many lists wait for their turn, and are read. */
  lists(): QueueLoad;
  /** Writes what is still to be written; before the store is closed. */
  flush(): Promise<void>;
}

export function createCore(options: CoreOptions): Core {
  const { document, store, vault, changes, ids = randomIds, onFailure, tokensPerAccount = 0 } = options;
  const { streamLimit = DEFAULT_STREAM_LIMIT, statementTimeout = DEFAULT_STATEMENT_TIMEOUT, onSealed } = options;
  const clock = steady(options.clock ?? Date.now);
  const lastAccess = new LastAccess({
    write: (uses) => (changes ? changes.touch(uses) : writeUses(store, uses)),
    clock,
    onFailure: (error) => onFailure(error, 'lastAccessAt not written'),
  });
  const tokens = new TokenService({
    store,
    vault,
    ids,
    clock,
    tokensPerAccount,
    streamLimit,
    onSealed: (error, tokenId) => {
      onFailure(error, 'a credential does not open');
      onSealed?.(tokenId);
    },
  });
  const turns = new Turns(statementTimeout);
  return {
    handlers: {
      ...operationHandlers({ document, store, tokens, streamLimit, turns }),
      ...changes?.handlers,
    },
    authenticate: authenticator({ store, vault, onUse: (token) => lastAccess.note(token) }),
    lists: () => turns.load,
    flush: () => lastAccess.flush(),
  };
}
