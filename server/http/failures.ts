import type { ErrorRequestHandler } from 'express';
import { tooLarge, unreadable } from '../core/body.ts';
import { StoreUnavailable } from '../core/ports/store-unavailable.ts';
import { type Problem, ProblemError, problemDocument } from '../core/problems.ts';
import { QueryError } from '../core/query/query-error.ts';
import { queryProblem } from '../core/query/query-problem.ts';
import { contextOf, type RequestContext } from './context.ts';
import type { AnswerCheck } from './contract.ts';
import { CallerLeft } from './leaving.ts';
import type { Logger } from './log.ts';
import { Overloaded } from './overload.ts';
import { send } from './send.ts';

/** Who holds a lock lets go of it soon. The rest takes an operator. */
const RETRY_LOCKED_SECONDS = 1;
const RETRY_SECONDS = 30;

const MEDIA_TYPE = 'application/problem+json';

/**
 * The one place that turns an error into a response, which is one that the operation has in the contract; what is not the caller's
 * fault is logged.
 */
export function answerFailure(checkAnswer: AnswerCheck, logger: Logger): ErrorRequestHandler {
  return (error, request, response, _next) => {
    if (error instanceof CallerLeft) return;
    const context = contextOf(response);
    const { problem, body } = declared(toProblem(error), context, checkAnswer);
    context.code = problem.code;
    if (problem.status >= 500 && !(error instanceof Overloaded)) {
      logger.error({ traceId: context.trace.traceId, err: problem.cause ?? error }, 'failure');
    }
    // Nobody is left to be answered, and the access log has no status for what was not sent.
    if (request.socket.destroyed) return;
    if (response.headersSent) {
      response.destroy();
      return;
    }
    send(response, {
      status: problem.status,
      headers: { 'Cache-Control': 'no-store', ...problem.headers },
      body: { mediaType: MEDIA_TYPE, value: body },
    });
  };
}

/** A problem with its document; a 500 in place of one that the operation does not have. */
function declared(problem: ProblemError, context: RequestContext, checkAnswer: AnswerCheck): Declared {
  const { operation, trace, path } = context;
  const body = problemDocument(problem, String(trace), path);
  if (operation === undefined || problem.status >= 500) return { problem, body };
  try {
    checkAnswer(operation, { status: problem.status, contentType: MEDIA_TYPE, body });
    return { problem, body };
  } catch (cause) {
    return declared(new ProblemError(500, { cause }), context, checkAnswer);
  }
}

interface Declared {
  problem: ProblemError;
  body: Problem;
}

/** What Express, the body reader and the router raise, as problems; whatever else it is, is a 500 without details. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof StoreUnavailable) return unavailable(error);
  if (error instanceof QueryError) return queryProblem(error);
  const { status, limit } = error as { status?: unknown; limit?: unknown };
  switch (status) {
    case 400:
      return unreadable('body.malformed', 'must be complete, in its coding', 'The body could not be read whole.');
    case 413:
      return tooLarge(limit);
    case 415:
      return new ProblemError(415, { detail: 'The body is in a content coding that is not accepted.' });
    default:
      return new ProblemError(500, { cause: error });
  }
}

function unavailable(failure: StoreUnavailable): ProblemError {
  const seconds = failure.reason === 'locked' ? RETRY_LOCKED_SECONDS : RETRY_SECONDS;
  return new ProblemError(503, {
    detail: 'The server cannot read or write its data at the moment. Try again later.',
    headers: { 'Retry-After': String(seconds) },
    cause: failure,
  });
}
