import { bearerOf } from '../core/bearer.ts';
import type { Principal } from '../core/principal.ts';
import { refusalOf } from '../core/rate.ts';
import { contextOf } from './context.ts';
import type { Step } from './step.ts';

/** The caller whose credential this is, or undefined where it is not valid. */
export type Authenticator = (credential: string) => Promise<Principal | undefined>;

/** Finds out who is calling; whether a caller is needed is for `requirePrincipal` to say. */
export function identify(authenticate: Authenticator): Step {
  return async (request, response) => {
    const credential = bearerOf(request.headers.authorization);
    const principal = credential === undefined ? undefined : await authenticate(credential);
    if (principal) {
      const context = contextOf(response);
      context.principal = { ...principal, traceId: context.trace.traceId };
    }
    return undefined;
  };
}

/** 401, except where the contract asks for no credential [contract.public]. */
export const requirePrincipal: Step = (_request, response) => {
  const { principal, route, rate = {} } = contextOf(response);
  if (principal || route?.isPublic) return undefined;
  throw refusalOf(rate);
};
