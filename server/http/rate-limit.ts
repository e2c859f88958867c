import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit as limiter } from 'express-rate-limit';
import { ProblemError } from '../core/problems.ts';
import { missingPrincipal, type PublicTest } from './authenticate.ts';
import { contextOf } from './context.ts';

const MINUTE_IN_MS = 60_000;

/**
 * Counts the requests of each credential in a fixed window of a minute, those without a valid one by client address,
 * and sets `RateLimit-*` on every response [rate-limit.per-credential] [rate-limit.headers]. 401 comes before 429.
 * @param limit Requests a minute; 0 is off.
 */
export function rateLimit(limit: number, isPublic: PublicTest): RequestHandler {
  if (limit === 0) return (_request, _response, next) => next();
  return limiter({
    windowMs: MINUTE_IN_MS,
    limit,
    standardHeaders: 'draft-6',
    legacyHeaders: false,
    validate: false,
    keyGenerator: (request, response) => contextOf(response).principal?.token.id ?? ipKeyGenerator(request.ip ?? ''),
    handler: (request, response, next) => {
      const unauthorized = missingPrincipal(request, response, isPublic);
      if (unauthorized) response.removeHeader('Retry-After');
      const seconds = response.getHeader('Retry-After');
      const detail = `The limit of ${limit} requests a minute is reached. Try again in ${seconds} seconds.`;
      next(unauthorized ?? new ProblemError(429, { detail }));
    },
  });
}
