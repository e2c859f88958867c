import type { OperationId } from '../../generated/operations.ts';
import { bearerOf } from '../../server/core/bearer.ts';
import type { Principal } from '../../server/core/principal.ts';
import type { Rate } from '../../server/core/rate.ts';
import { findRoute, type Route } from '../../server/core/routes.ts';
import { continueTrace } from '../../server/core/trace.ts';
import type { SandboxRequest } from './exchange.ts';
import { actingCredential, type StandIn } from './stand-in.ts';
import type { SandboxState } from './state.ts';

/** What is known of a request; the checks add to it. */
export interface Asked {
  request: SandboxRequest;
  state: SandboxState;
  path: string;
  /** As it was sent, without `?`. */
  query: string;
  traceId: string;
  route: Route | undefined;
  operation: OperationId | undefined;
  principal?: Principal;
  /** Whether the bearer token was no credential, so that another token acts. */
  isStandIn: boolean;
  body?: object;
  /** The body as it was sent. */
  bytes?: Uint8Array;
  /** What was counted for it. */
  rate: Rate;
  /** Of the rate limit, for every answer. */
  headers: Record<string, string>;
  because?: 'prefer' | 'next' | 'chance' | 'override';
}

export function askedOf(request: SandboxRequest, state: SandboxState): Asked {
  const [path = '', ...query] = request.target.split('?');
  const route = findRoute(path);
  return {
    request,
    state,
    path,
    query: query.join('?'),
    traceId: String(continueTrace(request.headers.traceparent)),
    route,
    operation: route?.operation(request.method),
    isStandIn: false,
    rate: {},
    headers: {},
  };
}

/** Finds out who is calling. */
export async function identify(asked: Asked, standIn: StandIn | undefined): Promise<void> {
  const bearer = bearerOf(asked.request.headers.authorization);
  if (bearer === undefined) return;
  const credential = actingCredential(bearer, standIn);
  const principal = await asked.state.core.authenticate(credential);
  if (!principal) return;
  asked.principal = { ...principal, traceId: asked.traceId.split('-')[1] ?? asked.traceId };
  asked.isStandIn = credential !== bearer;
}
