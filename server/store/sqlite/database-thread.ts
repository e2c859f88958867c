import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StoreUnavailable } from '../../core/ports/store-unavailable.ts';
import type { ThreadAnswer, ThreadData, ThreadFailure, ThreadMessage, ThreadQuery } from './thread.ts';

type Rows = unknown[] | 'cancelled';

/** Of JavaScript alone, which hands on what SQLite reads: a little at a time, but for the ids of a stream. */
const LIMITS = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 512 };

/** A thread that reads a database, seen from outside. Where it ends, what was asked and what will be rejects. */
export class DatabaseThread {
  readonly #file: string;
  readonly #worker: Worker;
  /** What has been asked and not been answered, in this order. */
  readonly #waiting: PromiseWithResolvers<Rows>[] = [];
  readonly #cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  #end: { error: unknown } | undefined;

  constructor(file: string) {
    this.#file = file;
    const workerData: ThreadData = { file, cancelled: this.#cancelled.buffer };
    this.#worker = new Worker(new URL(`./thread${extname(import.meta.url)}`, import.meta.url), {
      workerData,
      resourceLimits: LIMITS,
    });
    this.#worker.on('message', (answer: ThreadAnswer) => this.#take(answer));
    this.#worker.on('error', (error) => this.#fail(this.#ended(error)));
    this.#worker.on('exit', () => this.#fail(this.#ended()));
  }

  /** Whether it is of no use any more. */
  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  /** @throws SqliteError, or StoreUnavailable where the thread ends meanwhile. */
  async all(query: ThreadQuery): Promise<Rows> {
    if (this.#end) throw this.#end.error;
    const answer = Promise.withResolvers<Rows>();
    this.#post(query);
    this.#waiting.push(answer);
    return answer.promise;
  }

  endTransaction(): void {
    if (!this.#end) this.#post('end');
  }

  /** Ends what has been asked and not been answered. */
  cancel(): void {
    // SQLite cannot be stopped from outside, nor can a thread while it runs it: it asks, row by row.
    if (this.#waiting.length > 0) Atomics.store(this.#cancelled, 0, 1);
  }

  async close(): Promise<void> {
    this.cancel();
    this.#fail(new Error('The database is closed.'));
    await this.#worker.terminate();
  }

  #post(message: ThreadMessage): void {
    this.#worker.postMessage(message);
  }

  #take(answer: ThreadAnswer): void {
    const waiting = this.#waiting.shift();
    if (this.#waiting.length === 0) Atomics.store(this.#cancelled, 0, 0);
    if (answer === 'cancelled') waiting?.resolve(answer);
    else if ('rows' in answer) waiting?.resolve(answer.rows);
    else waiting?.reject(failureOf(answer));
  }

  #fail(error: unknown): void {
    this.#end ??= { error };
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
  }

  #ended(cause?: unknown): StoreUnavailable {
    const why = cause instanceof Error ? ` (${cause.message})` : '';
    return new StoreUnavailable('failing', `A thread that reads the database ${this.#file} has ended${why}.`, {
      cause,
    });
  }
}

function failureOf({ error, errcode }: ThreadFailure): unknown {
  return error instanceof Error && errcode !== undefined ? Object.assign(error, { errcode }) : error;
}
