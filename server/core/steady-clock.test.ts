import fc from 'fast-check';
import { expect, it } from 'vitest';
import { steady } from './steady-clock.ts';

/** What a steady clock tells while the given one shows these times. */
function told(times: readonly number[]): number[] {
  let now = times[0] ?? 0;
  const clock = steady(() => now);
  return times.map((time) => {
    now = time;
    return clock();
  });
}

it('a clock that is set back goes on from where it was, until the given one has caught up', () => {
  expect(told([100, 110, 50, 60, 75, 75, 200, 201])).toEqual([100, 110, 110, 120, 135, 135, 200, 201]);
});

it('whatever the given clock does, it never runs backwards, and is never behind it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }), (times) => {
      const shown = told(times);
      expect(shown).toEqual(shown.toSorted((one, other) => one - other));
      for (const [n, time] of times.entries()) expect(shown[n]).toBeGreaterThanOrEqual(time);
    }),
  );
});
