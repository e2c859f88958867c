/** Who waits: a credential, of an account. */
export interface Party {
  credential: string;
  account: string;
}

/** How many may be under way at once. */
export interface Places {
  all: number;
  /** Of the credentials of one account together. */
  account: number;
  credential: number;
}

export interface FairQueueOptions {
  places: Places;
  /** How many of a credential may wait. */
  waiting: number;
  /** What is thrown where as many are waiting. */
  full(): Error;
}

/** A place that was given; each is to be called once, in any order. */
export interface Place {
  /** Gives it to others. */
  leave(): void;
  /** Lets its credential have another one. */
  rested(): void;
}

/** How many wait, and how many have a place. */
export interface QueueLoad {
  waiting: number;
  underWay: number;
}

interface Waiter {
  party: Party;
  start(): void;
}

/** Gives places to credentials by turns, whoever came first, and never all of them to one credential or account. */
export class FairQueue {
  readonly #options: FairQueueOptions;
  /** Credential → what waits for it. The first one is next. */
  readonly #waiting = new Map<string, Waiter[]>();
  readonly #ofCredentials = new Map<string, number>();
  readonly #ofAccounts = new Map<string, number>();
  #all = 0;

  constructor(options: FairQueueOptions) {
    this.#options = options;
  }

  get load(): QueueLoad {
    let waiting = 0;
    for (const waiters of this.#waiting.values()) waiting += waiters.length;
    return { waiting, underWay: this.#all };
  }

  /**
   * Waits for a place.
   * @param signal Aborted when it is not waited for any more.
   * @throws the reason of the signal; what `full` makes where too many of the credential are waiting.
   */
  async enter(party: Party, signal?: AbortSignal): Promise<Place> {
    signal?.throwIfAborted();
    if (!this.#hasPlaceFor(party)) await this.#wait(party, signal);
    else this.#take(party);
    const { credential, account } = party;
    return {
      leave: () => {
        this.#all -= 1;
        add(this.#ofAccounts, account, -1);
        this.#startNext();
      },
      rested: () => {
        add(this.#ofCredentials, credential, -1);
        this.#startNext();
      },
    };
  }

  async #wait(party: Party, signal: AbortSignal | undefined): Promise<void> {
    const { waiting, full } = this.#options;
    const waiters = this.#waiting.get(party.credential) ?? [];
    if (waiters.length >= waiting) throw full();
    this.#waiting.set(party.credential, waiters);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter = { party, start: resolve };
    const leave = () => {
      waiters.splice(waiters.indexOf(waiter), 1);
      if (waiters.length === 0) this.#waiting.delete(party.credential);
      reject(signal?.reason);
    };
    waiters.push(waiter);
    signal?.addEventListener('abort', leave);
    try {
      await promise;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  #startNext(): void {
    for (const [credential, waiters] of this.#waiting) {
      const [next] = waiters;
      if (!next || !this.#hasPlaceFor(next.party)) continue;
      waiters.shift();
      this.#waiting.delete(credential);
      // Behind all others.
      if (waiters.length > 0) this.#waiting.set(credential, waiters);
      this.#take(next.party);
      next.start();
    }
  }

  #hasPlaceFor({ credential, account }: Party): boolean {
    const { places } = this.#options;
    return (
      this.#all < places.all &&
      (this.#ofCredentials.get(credential) ?? 0) < places.credential &&
      (this.#ofAccounts.get(account) ?? 0) < places.account
    );
  }

  #take({ credential, account }: Party): void {
    this.#all += 1;
    add(this.#ofAccounts, account, 1);
    add(this.#ofCredentials, credential, 1);
  }
}

function add(counts: Map<string, number>, key: string, step: number): void {
  const count = (counts.get(key) ?? 0) + step;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
