import { memoryStore } from '../core/memory/store.ts';
import type { Store } from '../core/ports/store.ts';

export interface PausedStore {
  store: Store;
  /** Changes that begin from now on wait. */
  pause(): void;
  /** Fulfilled when one is waiting. */
  waits: Promise<void>;
  /** Lets them go on. */
  resume(): void;
}

/** A store whose changes can be kept waiting, as those of a slow disk are. */
export function pausedStore(store = memoryStore()): PausedStore {
  const [paused, waiting] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let isPaused = false;
  return {
    store: {
      ...store,
      async transaction(work) {
        if (isPaused) {
          waiting.resolve();
          await paused.promise;
        }
        return store.transaction(work);
      },
    },
    pause() {
      isPaused = true;
    },
    waits: waiting.promise,
    resume() {
      isPaused = false;
      paused.resolve();
    },
  };
}
