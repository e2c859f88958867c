import type { OperationId } from '../../generated/operations.ts';

/** How long an answer takes beside what it takes anyway, in milliseconds: always the same, or evenly spread. */
export type Latency = number | { from: number; to: number };

/** What goes wrong by chance. */
export interface Faults {
  latency?: Latency | undefined;
  /** Of all requests, how many are answered with `status`; 0 to 1. */
  errorShare?: number | undefined;
  /** One that the operation declares; 500 unless given. */
  errorStatus?: number | undefined;
  /** Of all requests, how many lose their connection, before anything is done; 0 to 1. */
  cutShare?: number | undefined;
  /** Which operations; all of them unless given. */
  operations?: readonly OperationId[] | undefined;
}

/** One or several next answers of an operation. */
export interface NextAnswer {
  /** A status that the operation declares, or a connection that is cut. */
  status: number | 'cut';
  /** An example of that status; its first one unless given. */
  example?: string | undefined;
  /** How many; one unless given. */
  times?: number | undefined;
}

/** What happens to a request in place of what usually does. */
export interface Fault extends Pick<NextAnswer, 'status' | 'example'> {
  /** Whether it was set for this request, or comes by chance. */
  because: 'next' | 'chance';
}

/** The answers that were set for the next requests, and the faults that come by chance. */
export class FaultPlan {
  faults: Faults = {};
  readonly #next = new Map<OperationId, NextAnswer[]>();

  /** What waits, by operation. */
  get next(): Partial<Record<OperationId, NextAnswer[]>> {
    return Object.fromEntries(this.#next);
  }

  /** In place of what waited for that operation. */
  setNext(operation: OperationId, answers: readonly NextAnswer[]): void {
    const waiting = answers.filter(({ times = 1 }) => times > 0).map((answer) => ({ ...answer }));
    if (waiting.length > 0) this.#next.set(operation, waiting);
    else this.#next.delete(operation);
  }

  clear(): void {
    this.faults = {};
    this.#next.clear();
  }

  /** In milliseconds. */
  latencyOf(operation: OperationId): number {
    const { latency = 0 } = this.#applies(operation) ? this.faults : {};
    return typeof latency === 'number' ? latency : latency.from + Math.random() * (latency.to - latency.from);
  }

  /** What happens to this request; takes what was set for it. @param declares Whether the operation has a status. */
  take(operation: OperationId, declares: (status: number) => boolean): Fault | undefined {
    const [first, ...rest] = this.#next.get(operation) ?? [];
    if (first) {
      const { times = 1 } = first;
      this.setNext(operation, times > 1 ? [{ ...first, times: times - 1 }, ...rest] : rest);
      return { because: 'next', status: first.status, example: first.example };
    }
    if (!this.#applies(operation)) return undefined;
    const { cutShare = 0, errorShare = 0, errorStatus = 500 } = this.faults;
    const chance = Math.random();
    if (chance < cutShare) return { because: 'chance', status: 'cut' };
    const isError = chance < cutShare + errorShare && declares(errorStatus);
    return isError ? { because: 'chance', status: errorStatus } : undefined;
  }

  #applies(operation: OperationId): boolean {
    return this.faults.operations?.includes(operation) ?? true;
  }
}
