import type { Response } from 'express';
import type { OperationId } from '../../generated/operations.ts';
import type { Principal } from '../core/principal.ts';
import type { ProblemCode } from '../core/problems.ts';
import type { Rate } from '../core/rate.ts';
import type { Route } from '../core/routes.ts';
import type { Trace } from '../core/trace.ts';

/** What the steps of one request leave for the next. */
export interface RequestContext {
  trace: Trace;
  /** When it began, by `performance.now()`. */
  startedAt: number;
  /** The method as it was sent: `HEAD` is handled as `GET`. */
  method: string;
  /** Path as it was sent, without the query. */
  pathname: string;
  /** The query as it was sent, without `?`. */
  query: string;
  /** The path without anything that may be a credential. */
  path: string;
  /** Headers of the answer by their names, whatever it will be. */
  headers: Record<string, string>;
  route: Route | undefined;
  operation: OperationId | undefined;
  principal?: Principal;
  /** How much the caller may still ask in this minute, where a limit is on. */
  rate?: Rate;
  /** Whether it has one of the places of what is under way. */
  hasPlace?: boolean;
  /** The account that has given it one of its places. */
  placeOf?: string;
  /** Of the problem that is the answer. */
  code?: ProblemCode;
}

export function contextOf(response: Response): RequestContext {
  return response.locals as RequestContext;
}
