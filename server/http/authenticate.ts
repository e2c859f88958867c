import type { RequestHandler } from 'express';
import type { Principal } from '../core/principal.ts';
import { ProblemError } from '../core/problems.ts';
import { contextOf } from './context.ts';

/** The caller whose credential this is, or undefined where it is not valid. */
export type Authenticator = (credential: string) => Promise<Principal | undefined>;

/** Finds out who is calling; whether a caller is needed is for `requirePrincipal` to say. */
export function identify(authenticate: Authenticator): RequestHandler {
  return async (request, response, next) => {
    const credential = /^bearer +(\S+)$/i.exec(request.get('Authorization')?.trim() ?? '')?.[1];
    const principal = credential === undefined ? undefined : await authenticate(credential);
    if (principal) contextOf(response).principal = principal;
    next();
  };
}

/** 401, always the same whatever is wrong [auth.failure-alike], except where the contract asks for no credential. */
export const requirePrincipal: RequestHandler = (_request, response, next) => {
  const { principal, route } = contextOf(response);
  if (principal || route?.secured === false) return next();
  throw new ProblemError(401, { headers: { 'WWW-Authenticate': 'Bearer' } });
};
