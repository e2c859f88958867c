import type { OperationId } from '../../generated/operations.ts';
import type { HeadersOf, OperationRequest, OperationResult, ProblemStatusOf } from '../../server/core/handler.ts';
import type { Problem } from '../../server/core/problems.ts';

/** A problem of a status; the sandbox fills in the trace of the request where none is given. */
export type ProblemBody<S> = Omit<Problem, 'status' | 'traceId'> & { status: S; traceId?: string };

type ProblemAnswer<O extends OperationId> = {
  [S in ProblemStatusOf<O>]: { status: S; body: ProblemBody<S> } & HeadersOf<O, S>;
}[ProblemStatusOf<O>];

/** What the contract lets an operation answer: a success or a problem that it declares, with its body and its headers. */
export type OverrideAnswer<O extends OperationId> = OperationResult<O> | ProblemAnswer<O>;

/**
 * Answers an operation in place of the sandbox. The request has passed all checks of the contract before it.
 * @param asUsual What the sandbox answers: carried out once it is called. It rejects with the problem where it is one.
 */
export type Override<O extends OperationId, A extends OverrideAnswer<O> = OverrideAnswer<O>> = (
  request: OperationRequest<O>,
  asUsual: () => Promise<OperationResult<O>>,
) => Promise<A>;
