import { randomInt } from 'node:crypto';

const ATTEMPTS_BEFORE_GROWTH = 20;

/**
 * A token id to try, two groups of four digits; three once so many were taken that the space is filling up
 * (behaviour page, section 2). `attempt` counts from 0.
 */
export function tokenIdCandidate(attempt: number): string {
  const groups = attempt < ATTEMPTS_BEFORE_GROWTH ? 2 : 3;
  return ['TKN', ...Array.from({ length: groups }, fourDigits)].join('-');
}

function fourDigits(): string {
  return String(randomInt(10_000)).padStart(4, '0');
}
