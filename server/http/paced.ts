import { setImmediate } from 'node:timers/promises';

/**
 * The same pieces, with whatever else is waiting done between two of them. What is read from this process and taken by a fast reader waits
 * for nothing, and would keep everybody else waiting to its end.
 */
export async function* paced<T>(pieces: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  for await (const piece of pieces) {
    yield piece;
    await setImmediate();
  }
}
