import http from 'node:http';
import { memoryStore } from '../core/memory/store.ts';
import type { ListRequest, Store } from '../core/ports/store.ts';
import type { Caller } from './query.ts';
import { SAMPLE, type TestServer } from './server.ts';

/** The query of lists that wait in a `waitingStore`. */
export const WAITS = 'limit=0';

export interface WaitingStore {
  store: Store;
  /** How many lists are waiting. */
  waiting(): number;
  /** How many were waiting at once, at most. */
  most(): number;
  /** How many were not wanted any more. */
  unwanted(): number;
  /** Lets all that are waiting go on. */
  release(): void;
}

/** A store whose lists of no rows wait until they are let go, or are not wanted any more. */
export function waitingStore(store = memoryStore()): WaitingStore {
  const waiting = new Set<() => void>();
  let [unwanted, most] = [0, 0];

  async function wait({ limit, signal }: Pick<ListRequest<'accounts'>, 'limit' | 'signal'>): Promise<void> {
    if (limit !== 0) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting.add(resolve);
    most = Math.max(most, waiting.size);
    signal?.addEventListener('abort', () => {
      unwanted += 1;
      reject(signal.reason);
    });
    await promise.finally(() => waiting.delete(resolve));
  }

  function waits<R extends Parameters<typeof wait>[0], A extends unknown[], T>(
    list: (request: R, ...rest: A) => Promise<T>,
  ) {
    return async (request: R, ...rest: A) => {
      await wait(request);
      return list(request, ...rest);
    };
  }

  const { tokens, modules, accounts } = store;
  return {
    store: {
      ...store,
      tokens: {
        ...tokens,
        list: waits(tokens.list),
        listSummaries: waits(tokens.listSummaries),
        snapshot: waits(tokens.snapshot),
      },
      modules: { ...modules, list: waits(modules.list), snapshot: waits(modules.snapshot) },
      accounts: { ...accounts, list: waits(accounts.list), snapshot: waits(accounts.snapshot) },
    },
    waiting: () => waiting.size,
    most: () => most,
    unwanted: () => unwanted,
    release: () => waiting.forEach((release) => void release()),
  };
}

export interface Begun {
  /** The status of the answer; undefined where the caller left before there was one. */
  status: Promise<number | undefined>;
  /** Closes the connection. */
  leave(): void;
}

/** Asks over a connection of its own, which the caller may leave. */
export function begin(
  { url, credentials }: Pick<TestServer, 'url' | 'credentials'>,
  path: string,
  as: Caller,
  headers: Record<string, string> = {},
): Begun {
  const credential = typeof as === 'object' ? as.credential : credentials[SAMPLE[as]];
  // By the module: where MSW stands in for the network, it does so there.
  const sent = http.request(url + path, {
    agent: false,
    headers: { authorization: `Bearer ${credential}`, ...headers },
  });
  const status = new Promise<number | undefined>((resolve) => {
    sent.on('response', (response) => response.resume().on('close', () => resolve(response.statusCode)));
    sent.on('error', () => resolve(undefined));
  });
  sent.end();
  return { status, leave: () => sent.destroy() };
}
