import { rememberTag } from './entity-tags.ts';
import { ApiProblem } from './errors.ts';

/** What an operation was answered with. */
export interface Answered<T> {
  data: T;
  status: number;
  headers: Headers;
}

/** Either of the two is undefined. */
export type Settled<T, Problem> = { data: T; error?: undefined } | { data?: undefined; error: Problem };

/** A request that is under way. Awaited, it gives the body of the answer, or rejects. */
export interface Call<T, Problem = ApiProblem> extends Promise<T> {
  /** The body with status and headers. */
  withResponse(): Promise<Answered<T>>;
  /**
   * Gives an answer that is a failure, instead of rejecting with it, and of the type that the operation declares. Where there is no answer at
   * all (the network failed, it timed out or was aborted, nothing could be sent, a creation was lost) it rejects all the same.
   */
  safe(): Promise<Settled<T, Problem>>;
}

/** @param send Sends a request; what it throws at once is rejected with, too. */
export function call<T, Problem>(send: () => Promise<{ data?: unknown; response: Response }>): Call<T, Problem> {
  const answer = (async () => send())();
  const body = answer.then(({ data, response }) => {
    rememberTag(data, response);
    return data as T;
  });
  return Object.assign(body, {
    async withResponse() {
      const data = await body;
      const { status, headers } = (await answer).response;
      return { data, status, headers };
    },
    safe: (): Promise<Settled<T, Problem>> =>
      body.then(
        (data) => ({ data }),
        (error) => {
          if (error instanceof ApiProblem) return { error: error as Problem };
          throw error;
        },
      ),
  });
}
