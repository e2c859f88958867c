import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../core/ports/clock.ts';
import { StoreUnavailable } from '../core/ports/store-unavailable.ts';
import { errorData, errorOf } from './failures.ts';
import type { Asked, Change, FromWriter, Outcome, ThreadData, ToWriter, WriterData } from './messages.ts';

/** Of JavaScript alone, which keeps nothing but the requests that are waiting. */
const LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 512 };

/** A change that was under way when its thread ended: nobody can say whether it was written. */
export class OutcomeUnknown extends Error {
  declare readonly cause: StoreUnavailable;

  constructor(cause: StoreUnavailable) {
    super('A change was under way, and nobody can say whether it was written.', { cause });
    this.name = 'OutcomeUnknown';
  }
}

/** A thread that writes a database, seen from outside. Where it ends, what was asked and what will be rejects. */
export class WriterThread {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #worker: Worker;
  readonly #begun = new Uint8Array(new SharedArrayBuffer(1));
  readonly #pending = new Map<number, PromiseWithResolvers<unknown>>();
  #unsent: Asked[] = [];
  #last = 0;
  #end: StoreUnavailable | undefined;
  readonly #finished = Promise.withResolvers<void>();

  constructor(workerData: WriterData, clock: Clock) {
    this.#file = workerData.files.path;
    this.#clock = clock;
    this.#worker = new Worker(new URL(`./thread${extname(import.meta.url)}`, import.meta.url), {
      workerData: { ...workerData, begun: this.#begun } satisfies ThreadData,
      resourceLimits: LIMITS,
    });
    this.#worker.on('message', (message: FromWriter) => this.#take(message));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail());
  }

  /** Whether it is of no use any more. */
  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  /** How many changes are not answered. */
  get waiting(): number {
    return this.#pending.size;
  }

  /** Whether nothing that it was asked for is still to be answered. */
  get isIdle(): boolean {
    return this.#pending.size === 0;
  }

  /**
   * Fulfils with what came of a change when it is on the disk. What is asked in the same moment goes to the thread together.
   * @throws what the change throws; StoreUnavailable where the thread ends before it has begun, else OutcomeUnknown.
   */
  ask(change: Change): Promise<unknown> {
    if (this.#end) return Promise.reject(this.#end);
    this.#last += 1;
    const outcome = Promise.withResolvers<unknown>();
    this.#pending.set(this.#last, outcome);
    this.#unsent.push({ id: this.#last, ...change });
    if (this.#unsent.length === 1) setImmediate(() => this.#send());
    return outcome.promise;
  }

  /** Ends it once everything it was asked for is answered. */
  async finish(): Promise<void> {
    await Promise.allSettled([...this.#pending.values()].map(({ promise }) => promise));
    if (!this.#end) {
      this.#post('finish');
      await this.#finished.promise;
    }
    await this.#worker.terminate();
  }

  #send(): void {
    const asked = this.#unsent;
    this.#unsent = [];
    if (this.#end) return;
    try {
      this.#post({ now: this.#clock(), asked });
    } catch {
      // Nothing of it was sent. One that cannot be is in nobody else's way.
      for (const one of asked) this.#sendAlone(one);
    }
  }

  #sendAlone(asked: Asked): void {
    try {
      this.#post({ now: this.#clock(), asked: [asked] });
    } catch (error) {
      this.#settle({ id: asked.id, failure: errorData(error) });
    }
  }

  #post(message: ToWriter): void {
    this.#worker.postMessage(message);
  }

  #take(message: FromWriter): void {
    if (message === 'finished') this.#finished.resolve();
    else for (const outcome of message) this.#settle(outcome);
  }

  #settle(outcome: Outcome): void {
    const pending = this.#pending.get(outcome.id);
    this.#pending.delete(outcome.id);
    if ('failure' in outcome) pending?.reject(errorOf(outcome.failure));
    else pending?.resolve(outcome.result);
  }

  #fail(cause?: unknown): void {
    const why = cause instanceof Error ? ` (${cause.message})` : '';
    const message = `The thread that writes the database ${this.#file} has ended${why}.`;
    this.#end ??= new StoreUnavailable('failing', message, { cause });
    const unsent = new Set(this.#unsent.map(({ id }) => id));
    const unknown = new OutcomeUnknown(this.#end);
    for (const [id, pending] of this.#pending) {
      pending.reject(this.#begun[0] === 1 && !unsent.has(id) ? unknown : this.#end);
    }
    this.#pending.clear();
    this.#finished.resolve();
  }
}
