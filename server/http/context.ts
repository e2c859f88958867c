import type { Response } from 'express';
import type { Traceparent } from 'tctx/traceparent';
import type { OperationId } from '../../generated/operations.ts';
import type { Principal } from '../core/principal.ts';
import type { Route } from '../core/routes.ts';

/** What the middleware of one request leaves for the next. */
export interface RequestContext {
  trace: Traceparent;
  /** The method as it was sent: `HEAD` is handled as `GET`. */
  method: string;
  /** Path as it was sent, without the query and without anything that may be a credential. */
  path: string;
  route: Route | undefined;
  operation: OperationId | undefined;
  principal?: Principal;
  /** The seconds until the caller may ask again, where it has used up its limit. */
  retryAfter?: number;
  /** Reports what is not the caller's fault. */
  reportFailure(error: unknown): void;
}

export function contextOf(response: Response): RequestContext {
  return response.locals as RequestContext;
}
