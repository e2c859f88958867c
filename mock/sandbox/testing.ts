import { openVault } from '../../server/core/memory/vault.ts';
import type { Logger } from '../../server/http/log.ts';
import type { ServerOptions } from '../../server/index.ts';
import { DEFAULT_STATE } from '../engine/states.ts';
import { createSandbox } from './server.ts';

/** The sandbox as a host of the rules: every bearer token has to be a credential, as on a server. */
export async function startSandbox(options: ServerOptions & { logger?: Logger }) {
  const { url, engine, close } = await createSandbox({ ...options, anyBearer: false, examples: false });
  return { url, store: engine.states.of(DEFAULT_STATE).store, keyring: openVault, close };
}
