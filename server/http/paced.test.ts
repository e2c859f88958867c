import { setImmediate } from 'node:timers';
import { expect, it } from 'vitest';
import { paced } from './paced.ts';

const MANY = 10_000;

it('what waits for nothing keeps nobody else waiting to its end', async () => {
  let hasHappened = false;
  setImmediate(() => {
    hasHappened = true;
  });
  let taken = 0;
  for await (const piece of paced(numbers())) {
    taken = piece;
    if (hasHappened) break;
  }
  expect(hasHappened).toBe(true);
  expect(taken).toBeLessThan(MANY);
});

async function* numbers() {
  for (let n = 1; n <= MANY; n++) yield n;
}
