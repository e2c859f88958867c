import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { ProblemError } from '../core/problems.ts';
import { contextOf } from './context.ts';

const MINUTE_IN_MS = 60_000;

/**
 * Counts the requests of each credential in a fixed window of a minute, those without a valid one by client address,
 * and sets `RateLimit-*` on every response [rate-limit.headers]. What is too much is for `requireRate` to say.
 * @param limit Requests a minute; 0 is off.
 */
export function countRequests(limit: number): RequestHandler {
  if (limit === 0) return (_request, _response, next) => next();
  return rateLimit({
    windowMs: MINUTE_IN_MS,
    limit,
    standardHeaders: 'draft-6',
    legacyHeaders: false,
    validate: false,
    keyGenerator: (request, response) => contextOf(response).principal?.token.id ?? ipKeyGenerator(request.ip ?? ''),
    handler: (_request, response, next) => {
      contextOf(response).retryAfter = Number(response.getHeader('Retry-After'));
      response.removeHeader('Retry-After');
      next();
    },
  });
}

/** 429 for who has used up the limit [rate-limit.per-credential]. */
export function requireRate(limit: number): RequestHandler {
  return (_request, response, next) => {
    const { retryAfter } = contextOf(response);
    if (retryAfter === undefined) return next();
    const detail = `The limit of ${limit} requests a minute is reached. Try again in ${retryAfter} seconds.`;
    throw new ProblemError(429, { detail, headers: { 'Retry-After': String(retryAfter) } });
  };
}
