import { MemoryStore, type Options } from 'express-rate-limit';
import { LRUCache } from 'lru-cache';
import type { SharedCounts } from '../core/ports/shared-counts.ts';
import type { Count } from '../core/rate.ts';
import { type KnownMinute, sharedCount } from '../core/shared-rate.ts';

const MINUTE_IN_MS = 60_000;
/** Keys of which a server knows how many it may let through. */
const KNOWN = 100_000;

/** Counts in the memory of this process. */
export function counter(): Count {
  const store = new MemoryStore();
  store.init({ windowMs: MINUTE_IN_MS } as Options);
  return async (key, limit) => {
    const { totalHits, resetTime = new Date() } = await store.increment(key);
    return {
      limit,
      remaining: Math.max(0, limit - totalHits),
      isExceeded: totalHits > limit,
      reset: Math.max(1, Math.ceil((resetTime.getTime() - Date.now()) / 1000)),
    };
  };
}

/** Counts together with all servers on the same database. */
export function sharedCounter(counts: SharedCounts): Count {
  return sharedCount({
    counts,
    minutes: new LRUCache<string, KnownMinute>({ max: KNOWN }),
    now: () => performance.now(),
  });
}
