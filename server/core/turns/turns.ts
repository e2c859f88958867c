import type { Principal } from '../principal.ts';
import { invalid, ProblemError } from '../problems.ts';
import { FairQueue, type Party, type Places, type QueueLoad } from './fair-queue.ts';

/** Seconds that a list may take to be read, unless told otherwise. */
export const DEFAULT_STATEMENT_TIMEOUT = 5;

/** How many lists are read at once. One place stays for others, whatever an account asks for [rate-limit.turns]. */
export const PLACES: Places = { all: 3, account: 2, credential: 1 };

/** How many lists of a credential may wait [rate-limit.lists]. */
export const MOST_WAITING = 100;

const RETRY_SECONDS = 1;

/** Milliseconds that a query may take to be understood without a rest afterwards. */
const AT_ONCE = 1;
/** How many times as long as that its credential rests: so much is left for all others. */
const REST = 4;

/** What is asked, as far as turns know it. */
export interface TurnRequest {
  principal: Principal;
  /** Aborted when the caller has left. */
  signal?: AbortSignal | undefined;
}

/**
 * Lists in turn, from the reading of their filters on: whoever asks for what is expensive keeps only itself waiting
 * [rate-limit.turns].
 */
export class Turns {
  readonly #queue = new FairQueue({ places: PLACES, waiting: MOST_WAITING, full: tooManyLists });
  readonly #budget: number;

  /** @param budget Seconds that the work of a turn may take; 0 is no limit. */
  constructor(budget: number) {
    this.#budget = budget;
  }

  get load(): QueueLoad {
    return this.#queue.load;
  }

  /**
   * Does work when it is the caller's turn. Its signal is aborted when the caller has left, and when the budget is spent;
   * work that can be ended ends then, and rejects with the signal's reason.
   * @throws ProblemError 429 where too many lists of the credential are waiting, 400 where the budget is spent
   * [rate-limit.lists] [rql.budget]; the reason of the caller's signal [rate-limit.leaving].
   */
  async take<T>({ principal, signal }: TurnRequest, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const place = await this.#queue.enter(partyOf(principal), signal);
    const start = performance.now();
    let took = 0;
    try {
      return await this.#withinBudget(signal, (end) => {
        const working = work(end);
        took = performance.now() - start;
        return working;
      });
    } finally {
      // Nothing else happens while a query is read: one after the other would keep all others waiting, whatever comes of them.
      if (took < AT_ONCE) place.rested();
      else setTimeout(place.rested, took * REST);
      place.leave();
    }
  }

  /** The same pages, each in a turn of its own. */
  async *each<T>(request: TurnRequest, pages: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    const iterator = pages[Symbol.asyncIterator]();
    try {
      for (;;) {
        const page = await this.take(request, () => iterator.next());
        if (page.done) return;
        yield page.value;
      }
    } finally {
      await iterator.return?.();
    }
  }

  async #withinBudget<T>(leaving: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const end = new AbortController();
    const leave = () => end.abort(leaving?.reason);
    leaving?.addEventListener('abort', leave);
    const budget = this.#budget;
    const timer = budget > 0 ? setTimeout(() => end.abort(tooExpensive(budget)), budget * 1000) : undefined;
    try {
      return await work(end.signal);
    } finally {
      clearTimeout(timer);
      leaving?.removeEventListener('abort', leave);
    }
  }
}

function partyOf({ token, account }: Principal): Party {
  return { credential: token.id, account: account.id };
}

function tooExpensive(seconds: number): ProblemError {
  const message = `expected a filter and an order that are evaluated within ${seconds} s`;
  return invalid([{ field: 'filter', code: 'filter.too-expensive', message }]);
}

function tooManyLists(): ProblemError {
  return new ProblemError(429, {
    code: 'rate.too-many-lists',
    detail: `${MOST_WAITING} lists of this credential are waiting for their turn. Try again when some of them are answered.`,
    headers: { 'Retry-After': String(RETRY_SECONDS) },
  });
}
