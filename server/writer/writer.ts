import type { Changes, ChangingOperation } from '../core/changes.ts';
import type { Handler, OperationResult } from '../core/handler.ts';
import type { Clock } from '../core/ports/clock.ts';
import { StoreUnavailable } from '../core/ports/store-unavailable.ts';
import { type Change, requestData, resultOf, type WriterData } from './messages.ts';
import { OutcomeUnknown, WriterThread } from './writer-thread.ts';

/** Who uses the API now and then writes once a minute that it did. */
const REST_AFTER_MS = 90_000;

export interface WriterOptions extends WriterData {
  /** The thread's own clock is never behind it. */
  clock: Clock;
  /** Told of each change that was made, and why one could not be written. */
  onOutcome(failure: StoreUnavailable | undefined): void;
  /** Milliseconds after which the thread is ended where nothing was changed: it holds memory. */
  restAfter?: number;
}

/**
 * Makes changes in a thread of its own, so that neither the disk nor who has a lock holds up anything else. The thread is
 * started at the first change; where it ends by itself, what was under way rejects with OutcomeUnknown, and the next change
 * starts another one.
 */
export class Writer implements Changes {
  readonly #data: WriterData;
  readonly #options: WriterOptions;
  #thread: WriterThread | undefined;
  #resting: NodeJS.Timeout | undefined;
  #isClosed = false;

  readonly handlers: Changes['handlers'] = {
    createApiToken: this.#handler('createApiToken'),
    updateApiToken: this.#handler('updateApiToken'),
    deleteApiToken: this.#handler('deleteApiToken'),
    enableApiToken: this.#handler('enableApiToken'),
    disableApiToken: this.#handler('disableApiToken'),
  };

  constructor(options: WriterOptions) {
    const { files, keys, tokensPerAccount } = options;
    this.#data = { files, keys, tokensPerAccount };
    this.#options = options;
  }

  /** How many changes are not answered. */
  get waiting(): number {
    return this.#thread?.waiting ?? 0;
  }

  async touch(uses: Parameters<Changes['touch']>[0]): Promise<void> {
    await this.#ask({ uses });
  }

  /** Finishes what it was asked for. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#rest();
  }

  #handler<O extends ChangingOperation>(operation: O): Handler<O> {
    return async (request) =>
      resultOf(await this.#ask({ operation, request: requestData(operation, request) })) as OperationResult<O>;
  }

  async #ask(change: Change): Promise<unknown> {
    if (this.#isClosed) throw new Error('The database is closed.');
    const { onOutcome } = this.#options;
    clearTimeout(this.#resting);
    if (!this.#thread || this.#thread.hasEnded) this.#thread = new WriterThread(this.#data, this.#options.clock);
    const thread = this.#thread;
    try {
      const result = await thread.ask(change);
      onOutcome(undefined);
      return result;
    } catch (error) {
      const failure = error instanceof OutcomeUnknown ? error.cause : error;
      if (failure instanceof StoreUnavailable) onOutcome(failure);
      throw error;
    } finally {
      if (thread === this.#thread && thread.isIdle) this.#restLater();
    }
  }

  #restLater(): void {
    clearTimeout(this.#resting);
    const { restAfter = REST_AFTER_MS } = this.#options;
    this.#resting = setTimeout(() => void this.#rest(), restAfter).unref();
  }

  async #rest(): Promise<void> {
    clearTimeout(this.#resting);
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.finish();
  }
}
