import type { OperationId } from '../../generated/operations.ts';
import type { ProblemCode } from '../core/problems.ts';
import { contextOf } from './context.ts';
import type { OverListener } from './over.ts';

/** A request that is over, in words of which there are few: whoever counts by them keeps a bounded number of counts. */
export interface ObservedRequest {
  /** Undefined for what is outside the contract, or no address at all. */
  operation: OperationId | undefined;
  /** Undefined where the connection ended before the answer began. */
  status: number | undefined;
  /** Of the problem that was answered. */
  code: ProblemCode | undefined;
  seconds: number;
}

export type RequestObserver = (request: ObservedRequest) => void;

/** Tells of each request when it is over. */
export function observeRequests(observe: RequestObserver): OverListener {
  return (response) => {
    const { operation, code, startedAt } = contextOf(response);
    const seconds = (performance.now() - startedAt) / 1000;
    observe({ operation, status: response.headersSent ? response.statusCode : undefined, code, seconds });
  };
}
