import type { Request, RequestHandler, Response } from 'express';

/**
 * A step on the way of a request: throws where the request ends with a problem, says so where it has answered, and is a promise only
 * where it waits for something.
 */
export type Step = (request: Request, response: Response) => Outcome | Promise<Outcome>;

export type Outcome = 'answered' | undefined;

/**
 * Steps as one middleware. Express takes as long to come from one middleware to the next (it matches its path, and has a callback for
 * what it throws) as most steps take themselves.
 */
export function inOneMiddleware(steps: readonly Step[]): RequestHandler {
  return async (request, response) => {
    for (const step of steps) {
      const outcome = step(request, response);
      if ((outcome instanceof Promise ? await outcome : outcome) === 'answered') return;
    }
  };
}
