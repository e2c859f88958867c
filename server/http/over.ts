import type { Response } from 'express';
import type { Step } from './step.ts';

/** Told of a request when it is over: its answer was sent whole, or its connection has ended. */
export type OverListener = (response: Response) => void;

/** Tells all of each request by one listener: to add one and to take it away costs as much as most of what they do. */
export function whenOver(listeners: readonly OverListener[]): Step {
  return (_request, response) => {
    response.on('close', () => {
      for (const tell of listeners) tell(response);
    });
    return undefined;
  };
}
