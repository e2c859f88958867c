import type { Principal } from './principal.ts';
import { ProblemError, unauthenticated } from './problems.ts';

const ACCOUNT_FACTOR = 10;
const GREATEST_LIMIT = 1_000_000_000;

/** Requests a minute; 0 is no limit. */
export interface RateLimits {
  /** For each credential; and for each address, of those without a valid one. */
  rateLimit: number;
  /** For all credentials of an account together; ten times the other unless given. */
  accountRateLimit?: number | undefined;
  /** How often an address may be refused for its credentials before that is 429; no limit unless given. */
  refusalLimit?: number | undefined;
}

/** A fixed minute in which the requests of one key are counted. */
export interface RateWindow {
  limit: number;
  remaining: number;
  isExceeded: boolean;
  /** Seconds until it ends. */
  reset: number;
}

/** Counts a request of a key. @param limit Requests a minute. */
export type Count = (key: string, limit: number) => RateWindow | Promise<RateWindow>;

/** Who asks, as far as it is counted. */
export interface Counted {
  /** Undefined where there is no valid credential. */
  principal: Principal | undefined;
  /** Whether what is asked for needs none. */
  isPublic: boolean;
  /** Where it comes from. */
  address(): string;
}

/** What was counted for a request. */
export interface Rate {
  /** Of the windows that the caller is told of, that in which least is left. */
  nearest?: RateWindow | undefined;
  /** Of those who are refused at its address, where they are limited. */
  refusals?: RateWindow | undefined;
}

/** Whether anybody is counted. */
export function isLimited({ rateLimit, accountRateLimit = 0, refusalLimit = 0 }: RateLimits): boolean {
  return rateLimit > 0 || accountRateLimit > 0 || refusalLimit > 0;
}

/**
 * Counts a request [rate-limit.per-credential] [rate-limit.per-account] [rate-limit.per-address]. Whoever guesses credentials
 * uses up nothing of what needs none, for all who share the address; and what a credential is refused is nothing that the
 * others of its account have used.
 */
export async function countRequest(limits: RateLimits, counted: Counted, count: Count): Promise<Rate> {
  const { rateLimit, refusalLimit = 0 } = limits;
  const { principal, isPublic, address } = counted;
  if (principal) return { nearest: nearestOf(await windowsOf(principal, limits, count)) };
  return {
    ...(rateLimit > 0 && { nearest: await count(`${isPublic ? 'public' : 'refused'} ${address()}`, rateLimit) }),
    ...(refusalLimit > 0 && !isPublic && { refusals: await count(`guessed ${address()}`, refusalLimit) }),
  };
}

async function windowsOf({ token, account }: Principal, limits: RateLimits, count: Count): Promise<RateWindow[]> {
  const { rateLimit, accountRateLimit = Math.min(rateLimit * ACCOUNT_FACTOR, GREATEST_LIMIT) } = limits;
  const own = rateLimit > 0 ? [await count(`token ${token.id}`, rateLimit)] : [];
  if (accountRateLimit === 0 || own.some(({ isExceeded }) => isExceeded)) return own;
  return [...own, await count(`account ${account.id}`, accountRateLimit)];
}

function nearestOf(windows: readonly RateWindow[]): RateWindow | undefined {
  return windows.toSorted((one, other) => one.remaining - other.remaining)[0];
}

/** What the caller is told of a window in every answer [rate-limit.headers]. */
export function rateHeaders({ limit, remaining, reset }: RateWindow): Record<string, string> {
  return {
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': String(reset),
  };
}

/** @throws ProblemError 429 for who has used up a limit. */
export function requireRate({ nearest }: Rate): void {
  if (!nearest?.isExceeded) return;
  const { limit, reset } = nearest;
  throw tooMany(`The limit of ${limit} requests a minute is reached. Try again in ${reset} seconds.`, nearest);
}

/** What who has no valid credential is told: 401, and after too many of them 429 [rate-limit.refusals]. */
export function refusalOf({ refusals }: Rate): ProblemError {
  if (!refusals?.isExceeded) return unauthenticated();
  return tooMany(`Too many credentials were refused. Try again in ${refusals.reset} seconds.`, refusals);
}

function tooMany(detail: string, window: RateWindow): ProblemError {
  const headers = { ...rateHeaders(window), 'Retry-After': String(window.reset) };
  return new ProblemError(429, { detail, headers });
}
