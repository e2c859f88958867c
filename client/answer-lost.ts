import type { Item } from './types.ts';

/** What became of a creation whose answer was lost. */
export type Outcome = 'created' | 'not-created' | 'unknown';

/**
 * The answer to a creation was lost. Where the origin has not shown that it keeps keys it was not repeated, because a second token would
 * come of it; elsewhere it was, and never answered. So the list was asked for what the caller has created since under this name.
 *
 * - `created`: there it is, as `token`, with its credential.
 * - `not-created`: it was not there, however often it was looked for. It may be asked for again.
 * - `unknown`: nobody could tell, because the list was not answered either, or there are several that it may be.
 *
 * `cause` is what took the place of the answer.
 */
export class AnswerLost extends Error {
  readonly outcome: Outcome;
  /** With `audit`; there if, and only if, the outcome is `created`. */
  readonly token: Item<'apiTokens'> | undefined;

  constructor(outcome: Outcome, token: Item<'apiTokens'> | undefined, cause: unknown) {
    super(`The answer to the creation was lost; the token is ${WORDS[outcome]}.`, { cause });
    this.name = 'AnswerLost';
    this.outcome = outcome;
    this.token = token;
  }
}

const WORDS: Record<Outcome, string> = {
  created: 'there',
  'not-created': 'not there',
  unknown: 'there or not, which could not be found out',
};
