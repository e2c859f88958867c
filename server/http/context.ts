import type { Response } from 'express';
import type { Traceparent } from 'tctx/traceparent';
import type { OperationId } from '../../generated/operations.ts';
import type { Principal } from '../core/principal.ts';
import type { Route } from '../core/routes.ts';
import type { RateWindow } from './rate-windows.ts';

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
  /** How much the caller may still ask in this minute, where a limit is on. */
  rate?: RateWindow;
  /** Reports what is not the caller's fault. */
  reportFailure(error: unknown): void;
}

export function contextOf(response: Response): RequestContext {
  return response.locals as RequestContext;
}
