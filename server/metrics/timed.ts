import type { Changes } from '../core/changes.ts';
import type { Store } from '../core/ports/store.ts';
import type { Metrics } from './metrics.ts';

type Observe = Metrics['observeStore'];
type Work = (...words: unknown[]) => Promise<unknown>;

/** A store whose calls are measured; those of a transaction together, as the transaction. */
export function timedStore(store: Store, observe: Observe): Store {
  return {
    ...timedGroups(store, observe),
    transaction: timed(store.transaction as Work, 'transaction', observe),
  } as Store;
}

/** The same of changes that are made somewhere else: each includes its wait for others. */
export function timedChanges({ handlers, touch }: Changes, observe: Observe): Changes {
  const entries = Object.entries(handlers).map(([name, handler]) => [name, timed(handler as Work, 'change', observe)]);
  return { handlers: Object.fromEntries(entries), touch: (uses) => touch(uses) };
}

/** The repositories, which are the properties that are objects, with each of their functions measured. */
function timedGroups(store: Store, observe: Observe): object {
  const groups = Object.entries(store).map(([name, group]) => {
    if (typeof group !== 'object' || name === 'file') return [name, group];
    const calls = Object.entries(group).map(([call, work]) => [call, timed(work as Work, `${name}.${call}`, observe)]);
    return [name, Object.fromEntries(calls)];
  });
  return Object.fromEntries(groups);
}

function timed(work: Work, call: string, observe: Observe): Work {
  return async (...words) => {
    const start = performance.now();
    try {
      const result = await work(...words);
      observe(call, (performance.now() - start) / 1000);
      return result;
    } catch (error) {
      observe(call, (performance.now() - start) / 1000, error);
      throw error;
    }
  };
}
