import type { HttpHandler } from 'msw';
import { setupServer } from 'msw/node';
import document from '../../generated/openapi.json' with { type: 'json' };
import type { MemoryStore } from '../../server/core/memory/store.ts';
import { openVault } from '../../server/core/memory/vault.ts';
import type { Logger } from '../../server/http/log.ts';
import type { ServerOptions } from '../../server/index.ts';
import { writePrivateFile } from '../../server/secrets/private-file.ts';
import { readSeed } from '../../server/seed/read.ts';
import { createEngine } from '../engine/engine.ts';
import { DEFAULT_STATE } from '../engine/states.ts';
import { handlerOf } from './handler.ts';

/** As MSW 3 has it, and as MSW 2 has it. */
const STRANGERS_PASS = { onUnhandledFrame: 'bypass', onUnhandledRequest: 'bypass' } as const;

const server = setupServer();
const handlers = new Set<HttpHandler>();
let last = 0;

/** MSW as a host of the rules, at an origin of its own that is made up; it has the origin whole, as a server has. */
export async function startMsw(options: ServerOptions & { logger?: Logger }) {
  const { store: given, seedFile, credentialsFile, logger, ...rest } = options;
  const engine = await createEngine({
    ...rest,
    document,
    seed: await readSeed(seedFile),
    anyBearer: false,
    examples: false,
    ...(given && {
      newStore(initial) {
        void (given as MemoryStore).restore(initial);
        return given as MemoryStore;
      },
    }),
    onFailure: (err) => logger?.error({ err }, 'failure'),
  });
  if (credentialsFile) await writePrivateFile(credentialsFile, JSON.stringify(engine.credentials));
  last += 1;
  const url = `http://msw-${last}.test:8080`;
  const handler = handlerOf({ pattern: new RegExp(`^${url}(?:/.*)?$`), baseOf: () => url }, async () => engine);
  open(handler);
  return {
    url,
    store: engine.states.of(DEFAULT_STATE).store,
    keyring: openVault,
    async close() {
      shut(handler);
      await engine.close();
    },
  };
}

/** Nothing is intercepted but where a host is open: other tests of the worker are left alone. */
function open(handler: HttpHandler): void {
  if (handlers.size === 0) server.listen(STRANGERS_PASS);
  handlers.add(handler);
  server.resetHandlers(...handlers);
}

function shut(handler: HttpHandler): void {
  handlers.delete(handler);
  server.resetHandlers(...handlers);
  if (handlers.size === 0) server.close();
}
