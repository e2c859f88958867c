import corsLibrary from 'cors';
import type { RequestHandler } from 'express';
import { DAY_IN_SECONDS, EXPOSED } from '../core/exposed.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'];

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
