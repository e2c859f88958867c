import { ApiProblem, UnexpectedAnswer } from './errors.ts';

/** For so long, some half a minute in all, a connection may break each time. */
export const MOST_RETRIES = 9;
/** Whoever is told to wait longer than these seconds does so without us. */
export const LONGEST_WAIT = 60;
const LONGEST_MS = 8_000;

/**
 * Milliseconds to wait before a request is repeated: as long as the answer says or, where it says nothing, twice as long each time,
 * with a part of it at random, so that those who failed together do not come back together.
 * @param attempt How often it was sent, from 1.
 * @param base In milliseconds, of the first.
 * @param retryAfter In seconds.
 */
export function backOff(attempt: number, base: number, retryAfter?: number): number {
  if (retryAfter !== undefined) return retryAfter * 1000;
  return Math.min(base * 2 ** (attempt - 1), LONGEST_MS) * (0.5 + Math.random() / 2);
}

/** Of an attempt: it may have been carried out, as nothing came back, or something that is no answer to it. */
export function isLost(error: unknown): boolean {
  if (error instanceof UnexpectedAnswer) return error.status >= 200 && error.status < 300;
  return error instanceof ApiProblem ? error.status >= 500 && error.status !== 501 : true;
}

/** The contract says so of these answers, whatever was asked. */
export function isNotCarriedOut(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 429 || error.code === 'server.unavailable');
}
