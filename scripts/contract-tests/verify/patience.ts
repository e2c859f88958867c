import { setTimeout as sleep } from 'node:timers/promises';
import type { Observed } from '../judge/findings.ts';

/** Whoever is told to wait longer than this takes the 429 for the answer. */
const LONGEST_WAIT_S = 120;
/** Others may use the same credential, so one wait is not always enough. */
const MOST_WAITS = 3;

/** Asks, and asks again after the seconds that a 429 tells to wait. Aborting ends the wait with an error. */
export async function patiently(ask: () => Promise<Observed>, signal?: AbortSignal): Promise<Observed> {
  let answer = await ask();
  for (let waits = 0; waits < MOST_WAITS && answer.status === 429; waits += 1) {
    const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
    if (!(seconds >= 0 && seconds <= LONGEST_WAIT_S)) return answer;
    await sleep(seconds * 1000, undefined, signal ? { signal } : {});
    answer = await ask();
  }
  return answer;
}
