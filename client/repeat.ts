import { ApiProblem, UnexpectedAnswer } from './errors.ts';
import { isUnanswered } from './transport.ts';

/** For so long, some half a minute in all, a connection may break each time. */
export const MOST_TRIES = 10;
const LONGEST_MS = 8_000;

/**
 * Milliseconds to wait before a request is repeated: as long as the answer says or, where it says nothing, twice as long each time,
 * with a part of it at random, so that those who failed together do not come back together.
 * @param tries How often it was sent, from 1.
 * @param retryAfter In seconds.
 */
export function backOff(tries: number, base: number, retryAfter?: number): number {
  if (retryAfter !== undefined) return retryAfter * 1000;
  return Math.min(base * 2 ** (tries - 1), LONGEST_MS) * (0.5 + Math.random() / 2);
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The request may have been carried out: nothing came back, or something that is no answer to it. */
export function isLost(error: unknown): boolean {
  if (error instanceof UnexpectedAnswer) return error.status >= 200 && error.status < 300;
  return error instanceof ApiProblem ? error.status >= 500 : isUnanswered(error);
}

/** Repeats what changes nothing, until it is answered. */
export async function repeated<T>(ask: () => Promise<T>, backOffMs: number): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (!isLost(error) || tries >= MOST_TRIES) throw error;
      await sleep(backOff(tries, backOffMs));
    }
  }
}
