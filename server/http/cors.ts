import corsLibrary from 'cors';
import type { RequestHandler } from 'express';

/** The headers of the contract that a page of another origin may read, beside those that every page may. */
export const EXPOSED = [
  'Allow',
  'ETag',
  'Idempotency-Key',
  'Idempotency-Replayed',
  'Location',
  'MPT-Item-Count',
  'MPT-Streaming',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'WWW-Authenticate',
];

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'];

/** How long a browser may keep the answer to a preflight. */
export const DAY_IN_SECONDS = 86_400;

/**
 * Lets pages of these origins call (`*`: of every origin). A preflight is answered here, before authentication, with
 * 204; one of another origin gets no permission in its answer, and the browser stops there.
 */
export function cors(origins: readonly string[]): RequestHandler[] {
  const permit = corsLibrary({
    origin: origins.includes('*') ? '*' : [...origins],
    methods: METHODS,
    exposedHeaders: EXPOSED,
    maxAge: DAY_IN_SECONDS,
    preflightContinue: true,
  });
  return origins.length > 0 ? [permit, answerPreflight] : [answerPreflight];
}

const answerPreflight: RequestHandler = (request, response, next) => {
  const isPreflight = request.method === 'OPTIONS' && request.get('Access-Control-Request-Method') !== undefined;
  if (isPreflight) response.status(204).end();
  else next();
};
