import { type AtOnce, andThen } from '../core/at-once.ts';
import { bearerOf } from '../core/bearer.ts';
import type { Principal } from '../core/principal.ts';
import { refusalOf } from '../core/rate.ts';
import { contextOf } from './context.ts';
import type { Step } from './step.ts';

/** The caller whose credential this is, or undefined where it is not valid. */
export type Authenticator = (credential: string) => AtOnce<Principal | undefined>;

/** Finds out who is calling; whether a caller is needed is for `requirePrincipal` to say. */
export function identify(authenticate: Authenticator): Step {
  return (request, response) => {
    const credential = bearerOf(request.headers.authorization);
    if (credential === undefined) return undefined;
    return andThen(authenticate(credential), (principal) => {
      const context = contextOf(response);
      if (principal) context.principal = { ...principal, traceId: context.trace.traceId };
      return undefined;
    });
  };
}

/** 401, except where the contract asks for no credential [contract.public]. */
export const requirePrincipal: Step = (_request, response) => {
  const { principal, route, rate = {} } = contextOf(response);
  if (principal || route?.isPublic) return undefined;
  throw refusalOf(rate);
};
