import type { Request, RequestHandler, Response } from 'express';
import { bearerOf, unauthorized } from '../core/bearer.ts';
import type { Principal } from '../core/principal.ts';
import type { ProblemError } from '../core/problems.ts';
import { contextOf } from './context.ts';

/** The caller whose credential this is, or undefined where it is not valid. */
export type Authenticator = (credential: string) => Promise<Principal | undefined>;

/**
 * Finds out who is calling. Whether a caller is needed is for `requirePrincipal` to say: the rate limit stands between
 * the two, because it counts per credential and has its headers on a 401 too.
 */
export function identify(authenticate: Authenticator): RequestHandler {
  return async (request, response, next) => {
    const credential = bearerOf(request.get('Authorization'));
    const principal = credential === undefined ? undefined : await authenticate(credential);
    if (principal) contextOf(response).principal = principal;
    next();
  };
}

/** Whether a request goes to an operation that needs no credential. */
export type PublicTest = (request: Request) => boolean;

/** The failure of a request that needs a caller and has none. */
export function missingPrincipal(request: Request, response: Response, isPublic: PublicTest): ProblemError | undefined {
  return contextOf(response).principal || isPublic(request) ? undefined : unauthorized();
}

export function requirePrincipal(isPublic: PublicTest): RequestHandler {
  return (request, response, next) => next(missingPrincipal(request, response, isPublic));
}
