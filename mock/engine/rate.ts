import type { Clock, Instant } from '../../server/core/ports/clock.ts';
import type { Principal } from '../../server/core/principal.ts';

const MINUTE_IN_MS = 60_000;
const ACCOUNT_FACTOR = 10;

/** Requests a minute; 0 is no limit. */
export interface RateSetting {
  /** For each credential; and for each address, of those without a valid one. */
  rateLimit: number;
  /** For all credentials of an account together; ten times the other unless given. */
  accountRateLimit?: number | undefined;
}

/** How much a caller may still ask. */
export interface RateWindow {
  limit: number;
  remaining: number;
  isExceeded: boolean;
  /** Seconds until it ends. */
  reset: number;
}

interface Counter {
  count: number;
  endsAt: Instant;
}

/** Counts requests by the minute [rate-limit.per-credential] [rate-limit.per-account] [rate-limit.per-address]. */
export class RateCounter {
  readonly #clock: Clock;
  readonly #counters = new Map<string, Counter>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The window that is nearest to its end, with this request counted; undefined where no limit is on. */
  count(setting: RateSetting, caller: { principal: Principal | undefined; address: string }): RateWindow | undefined {
    const { rateLimit, accountRateLimit = rateLimit * ACCOUNT_FACTOR } = setting;
    const { principal, address } = caller;
    const own =
      rateLimit > 0 ? [this.#take(principal ? `token ${principal.token.id}` : `address ${address}`, rateLimit)] : [];
    // What a credential is refused is nothing that the others of its account have used.
    const isRefused = own.some(({ isExceeded }) => isExceeded);
    const shared =
      principal && accountRateLimit > 0 && !isRefused
        ? [this.#take(`account ${principal.account.id}`, accountRateLimit)]
        : [];
    const [nearest] = [...own, ...shared].sort((one, other) => one.remaining - other.remaining);
    return nearest;
  }

  #take(key: string, limit: number): RateWindow {
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
