import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { AtOnce } from '../core/at-once.ts';

/**
 * A step on the way of a request: throws where the request ends with a problem, says so where it has answered, and is a promise only
 * where it waits for something.
 */
export type Step = (request: Request, response: Response) => AtOnce<Outcome>;

export type Outcome = 'answered' | undefined;

/**
 * Steps as one middleware. Express takes as long to come from one middleware to the next (it matches its path, and has a callback for
 * what it throws) as most steps take themselves, and as long again to where failures are answered.
 */
export function inOneMiddleware(steps: readonly Step[], onFailure: ErrorRequestHandler): RequestHandler {
  const take = (from: number, request: Request, response: Response): AtOnce<Outcome> => {
    for (let index = from; index < steps.length; index++) {
      const outcome = steps[index]?.(request, response);
      if (outcome instanceof Promise) return outcome.then((late) => late ?? take(index + 1, request, response));
      if (outcome === 'answered') return outcome;
    }
    return undefined;
  };
  return (request, response, next) => {
    const fail = (error: unknown) => onFailure(error, request, response, next);
    try {
      const outcome = take(0, request, response);
      if (outcome instanceof Promise) return outcome.then(() => undefined, fail);
    } catch (error) {
      fail(error);
    }
    return undefined;
  };
}
