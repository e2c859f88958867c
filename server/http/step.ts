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
  return async (request, response, next) => {
    try {
      for (const step of steps) {
        const outcome = step(request, response);
        if ((outcome instanceof Promise ? await outcome : outcome) === 'answered') return;
      }
    } catch (error) {
      onFailure(error, request, response, next);
    }
  };
}
