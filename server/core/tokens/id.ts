import type { Ids } from '../ports/ids.ts';

const ATTEMPTS_BEFORE_GROWTH = 20;

/** Two groups of four digits; three once so many were taken that the space is filling up [token.id]. */
export const randomIds: Ids = {
  tokenId(attempt) {
    const groups = attempt < ATTEMPTS_BEFORE_GROWTH ? 2 : 3;
    return ['TKN', ...Array.from(crypto.getRandomValues(new Uint32Array(groups)), fourDigits)].join('-');
  },
};

function fourDigits(number: number): string {
  return String(number % 10_000).padStart(4, '0');
}
