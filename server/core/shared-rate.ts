import type { SharedCounts } from './ports/shared-counts.ts';
import type { Count, RateWindow } from './rate.ts';

/** A server takes this part of what is left at a time: it asks seldom where much is left, and leaves the rest to the others. */
const PART = 1 / 20;
const MINUTE_IN_MS = 60_000;

/** What a server knows of the minute of a key. */
export interface KnownMinute {
  /** On the clock of `now`. */
  ends: number;
  /** Of all servers, this one included. */
  taken: number;
  /** Taken by this one, and not used yet. */
  held: number;
  /** Under way where some more is being taken. */
  taking?: Promise<void> | undefined;
}

/** Where minutes are kept; it may lose any, which are asked for anew. */
export interface KnownMinutes {
  get(key: string): KnownMinute | undefined;
  set(key: string, minute: KnownMinute): unknown;
}

export interface SharedRateOptions {
  counts: SharedCounts;
  minutes: KnownMinutes;
  /** In milliseconds; it never goes back. */
  now(): number;
}

/**
 * Counts over all servers that share `counts`, without asking them for each request: a server takes several at once, and lets
 * that many through by itself. All of them together never let through more than the limit; what one has taken and not used is
 * missing to the others until the minute ends. Where `counts` cannot be asked, the server counts by itself.
 */
export function sharedCount({ counts, minutes, now }: SharedRateOptions): Count {
  async function take(key: string, limit: number, minute: KnownMinute): Promise<void> {
    const part = Math.max(1, Math.ceil((limit - minute.taken) * PART));
    try {
      const { taken, msLeft } = await counts.take(key, part);
      minute.held = Math.max(0, Math.min(part, limit - (taken - part)));
      minute.taken = Math.min(taken, limit);
      minute.ends = now() + msLeft;
    } catch {
      minute.held = part;
      minute.taken += part;
    }
    minute.taking = undefined;
  }

  return async (key, limit) => {
    for (;;) {
      const minute = minuteOf(key);
      if (minute.held > 0) {
        minute.held--;
        return windowOf(limit, minute, false);
      }
      if (minute.taken >= limit) return windowOf(limit, minute, true);
      minute.taking ??= take(key, limit, minute);
      await minute.taking;
    }
  };

  function minuteOf(key: string): KnownMinute {
    const known = minutes.get(key);
    if (known && (known.taking || known.ends > now())) return known;
    const minute = { ends: now() + MINUTE_IN_MS, taken: 0, held: 0 };
    minutes.set(key, minute);
    return minute;
  }

  function windowOf(limit: number, { taken, held, ends }: KnownMinute, isExceeded: boolean): RateWindow {
    const reset = Math.max(1, Math.ceil((ends - now()) / 1000));
    return { limit, remaining: Math.max(0, limit - taken + held), isExceeded, reset };
  }
}
