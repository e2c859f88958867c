import type { Response } from 'express';

/** The connection was closed before the answer: nobody is left to be answered. */
export class CallerLeft extends Error {}

/** A signal that is aborted when the caller leaves before the answer [rate-limit.leaving]. */
export function leavingOf(response: Response): AbortSignal {
  const leaving = new AbortController();
  const leave = () => {
    if (!response.writableFinished) leaving.abort(new CallerLeft('The caller has left.'));
  };
  if (response.destroyed) leave();
  else response.once('close', leave);
  return leaving.signal;
}
