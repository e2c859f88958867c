import { ipKeyGenerator } from 'express-rate-limit';
import {
  requireRate as assertRate,
  type Count,
  countRequest,
  isLimited,
  type RateLimits,
  rateHeaders,
} from '../core/rate.ts';
import type { ClientReader } from './client.ts';
import { contextOf } from './context.ts';
import type { Step } from './step.ts';

/** Counts each request, and sets `RateLimit-*` on every response. What is too much is for `requireRate` to say. */
export function countRequests(limits: RateLimits, { clientOf }: ClientReader, count: Count): Step {
  if (!isLimited(limits)) return () => undefined;
  return async (request, response) => {
    const context = contextOf(response);
    const { principal, route } = context;
    const address = () => ipKeyGenerator(clientOf(request).address);
    context.rate = await countRequest(limits, { principal, isPublic: route?.isPublic ?? false, address }, count);
    const { nearest } = context.rate;
    if (nearest) Object.assign(context.headers, rateHeaders(nearest));
    return undefined;
  };
}

/** 429 for who has used up a limit. */
export const requireRate: Step = (_request, response) => {
  const { rate } = contextOf(response);
  if (rate) assertRate(rate);
  return undefined;
};
