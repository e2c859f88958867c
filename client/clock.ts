/** An attempt took longer than its `timeout`: not aborted by the caller, who gets the reason of the own signal. It may have been carried out. */
export class TimedOut extends Error {
  /** In milliseconds. */
  readonly timeout: number;

  constructor(timeout: number) {
    super(`There was no answer within ${timeout} ms.`);
    this.name = 'TimedOut';
    this.timeout = timeout;
  }
}

/** What ends an attempt before its time. */
export interface Clock {
  /** For what can be ended. */
  signal: AbortSignal;
  /** Gives what the work gives, unless the caller aborts or it takes too long, even if it does not look at the signal. */
  within<T>(work: () => Promise<T>): Promise<T>;
  /** Nothing more will be awaited. */
  end(): void;
}

// A timer with more fires at once.
const MOST_MS = 2 ** 31 - 1;

/** @param timeout In milliseconds, for each work; 0 is no limit. */
export function clockOf(caller: AbortSignal | undefined, timeout: number): Clock {
  const controller = new AbortController();
  const { signal } = controller;
  const abort = () => controller.abort(caller?.reason);
  const end = () => caller?.removeEventListener('abort', abort);
  return {
    signal,
    end,
    async within(work) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      try {
        caller?.throwIfAborted();
        // Once, however often it is added.
        caller?.addEventListener('abort', abort);
        return await new Promise((resolve, reject) => {
          signal.onabort = () => reject(signal.reason);
          if (timeout > 0 && timeout <= MOST_MS) {
            timer = setTimeout(() => controller.abort(new TimedOut(timeout)), timeout);
          }
          work().then(resolve, reject);
        });
      } catch (error) {
        end();
        // Whatever `fetch` makes of it.
        throw signal.aborted ? signal.reason : error;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** @param ms At most 2³¹ − 1. */
export async function sleep(ms: number, caller: AbortSignal | undefined): Promise<void> {
  const clock = clockOf(caller, 0);
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await clock.within(
      () =>
        new Promise<void>((resolve) => {
          timer = setTimeout(resolve, ms);
        }),
    );
  } finally {
    clearTimeout(timer);
    clock.end();
  }
}
