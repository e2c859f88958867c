import type { Clock, Instant } from '../../server/core/ports/clock.ts';
import type { RateWindow } from '../../server/core/rate.ts';

const MINUTE_IN_MS = 60_000;

interface Counter {
  count: number;
  endsAt: Instant;
}

/** Counts requests by the minute of a clock that can be set. */
export class RateCounter {
  readonly #clock: Clock;
  readonly #counters = new Map<string, Counter>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a request of a key. @param limit Requests a minute. */
  take(key: string, limit: number): RateWindow {
    const now = this.#clock();
    const known = this.#counters.get(key);
    const isOpen = known !== undefined && known.endsAt > now && known.endsAt <= now + MINUTE_IN_MS;
    const counter = isOpen ? known : { count: 0, endsAt: now + MINUTE_IN_MS };
    counter.count += 1;
    if (!isOpen) this.#forgetEnded(now);
    this.#counters.set(key, counter);
    return {
      limit,
      remaining: Math.max(0, limit - counter.count),
      isExceeded: counter.count > limit,
      reset: Math.max(1, Math.ceil((counter.endsAt - now) / 1000)),
    };
  }

  #forgetEnded(now: Instant): void {
    for (const [key, { endsAt }] of this.#counters) if (endsAt <= now) this.#counters.delete(key);
  }
}
