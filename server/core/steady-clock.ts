import type { Clock } from './ports/clock.ts';

/**
 * A clock that never runs backwards. Where the given one is set back, it goes on from where it was, in the steps of the
 * given one, until that has caught up.
 */
export function steady(clock: Clock): Clock {
  let given = clock();
  let told = given;
  return () => {
    const now = clock();
    const passed = Math.max(0, now - given);
    told = now >= told ? now : told + passed;
    given = now;
    return told;
  };
}
