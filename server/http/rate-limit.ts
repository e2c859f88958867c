import { ipKeyGenerator } from 'express-rate-limit';
import type { Principal } from '../core/principal.ts';
import { ProblemError } from '../core/problems.ts';
import type { Client, ClientReader } from './client.ts';
import { contextOf, type RequestContext } from './context.ts';
import { counter, type RateWindow } from './rate-windows.ts';
import type { Step } from './step.ts';

const ACCOUNT_FACTOR = 10;
const GREATEST_LIMIT = 1_000_000_000;

/** Requests a minute; 0 is no limit. */
export interface RateLimits {
  /** For each credential; and for each address, of those without a valid one. */
  rateLimit: number;
  /** For all credentials of an account together; ten times the other unless given. */
  accountRateLimit?: number | undefined;
}

/**
 * Counts each request, and sets `RateLimit-*` on every response, for the window that is nearest to its end
 * [rate-limit.headers]. What is too much is for `requireRate` to say.
 */
export function countRequests({ rateLimit, accountRateLimit }: RateLimits, { clientOf }: ClientReader): Step {
  const perAccount = accountRateLimit ?? Math.min(rateLimit * ACCOUNT_FACTOR, GREATEST_LIMIT);
  const count = counter();

  async function windowsOf({ token, account }: Principal): Promise<RateWindow[]> {
    const own = rateLimit > 0 ? [await count(`token ${token.id}`, rateLimit)] : [];
    // What a credential is refused is nothing that the others of its account have used.
    if (perAccount === 0 || own.some(({ isExceeded }) => isExceeded)) return own;
    return [...own, await count(`account ${account.id}`, perAccount)];
  }

  if (rateLimit === 0 && perAccount === 0) return () => undefined;
  return async (request, response) => {
    const context = contextOf(response);
    const { principal } = context;
    const ofAddress = async () =>
      rateLimit > 0 ? [await count(addressKey(clientOf(request), context), rateLimit)] : [];
    const windows = principal ? await windowsOf(principal) : await ofAddress();
    const [nearest] = windows.sort((one, other) => one.remaining - other.remaining);
    if (nearest) {
      context.rate = nearest;
      context.headers['RateLimit-Limit'] = String(nearest.limit);
      context.headers['RateLimit-Remaining'] = String(nearest.remaining);
      context.headers['RateLimit-Reset'] = String(nearest.reset);
    }
    return undefined;
  };
}

/** 429 for who has used up a limit [rate-limit.per-credential] [rate-limit.per-account] [rate-limit.per-address]. */
export const requireRate: Step = (_request, response) => {
  const { rate } = contextOf(response);
  if (!rate?.isExceeded) return undefined;
  const detail = `The limit of ${rate.limit} requests a minute is reached. Try again in ${rate.reset} seconds.`;
  throw new ProblemError(429, { detail, headers: { 'Retry-After': String(rate.reset) } });
};

/** Whoever guesses credentials uses up nothing of what needs none, for all who share the address. */
function addressKey({ address }: Client, { route }: RequestContext): string {
  return `${route?.isPublic ? 'public' : 'refused'} ${ipKeyGenerator(address)}`;
}
