import type { RequestHandler } from 'express';
import { bearerOf } from '../core/bearer.ts';
import type { Principal } from '../core/principal.ts';
import { unauthenticated } from '../core/problems.ts';
import { contextOf } from './context.ts';

/** The caller whose credential this is, or undefined where it is not valid. */
export type Authenticator = (credential: string) => Promise<Principal | undefined>;

/** Finds out who is calling; whether a caller is needed is for `requirePrincipal` to say. */
export function identify(authenticate: Authenticator): RequestHandler {
  return async (request, response, next) => {
    const credential = bearerOf(request.get('Authorization'));
    const principal = credential === undefined ? undefined : await authenticate(credential);
    if (principal) contextOf(response).principal = principal;
    next();
  };
}

/** 401, except where the contract asks for no credential [contract.public]. */
export const requirePrincipal: RequestHandler = (_request, response, next) => {
  const { principal, route } = contextOf(response);
  if (principal || route?.isPublic) return next();
  throw unauthenticated();
};
