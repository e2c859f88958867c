import { MemoryStore, type Options } from 'express-rate-limit';
import type { Count } from '../core/rate.ts';

const MINUTE_IN_MS = 60_000;

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
