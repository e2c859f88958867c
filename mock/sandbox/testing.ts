import type { MemoryStore } from '../../server/core/memory/store.ts';
import type { Tables } from '../../server/core/memory/tables.ts';
import { openVault } from '../../server/core/memory/vault.ts';
import type { Logger } from '../../server/http/log.ts';
import type { ServerOptions } from '../../server/index.ts';
import { DEFAULT_STATE } from '../engine/states.ts';
import { createSandbox } from './server.ts';

/** The sandbox as a host of the rules: every bearer token has to be a credential, as on a server. */
export async function startSandbox(options: ServerOptions & { logger?: Logger }) {
  const { store: given, ...rest } = options;
  const { url, engine, close } = await createSandbox({
    ...rest,
    anyBearer: false,
    examples: false,
    ...(given && { newStore: (initial) => filled(given as MemoryStore, initial) }),
  });
  return { url, store: engine.states.of(DEFAULT_STATE).store, keyring: openVault, close };
}

/** The stores of the tests are Maps with a difference. */
function filled(store: MemoryStore, initial: Tables): MemoryStore {
  void store.restore(initial);
  return store;
}
