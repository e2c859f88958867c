import { type CoverageCounts, countExchange, emptyCoverage } from '../coverage/coverage.ts';
import type { RoundTrip } from './probe.ts';

/** Counts what a verification exercises of the contract. */
export function counting(): { counts: CoverageCounts; observe: (roundTrip: RoundTrip) => void } {
  const counts = emptyCoverage();
  const observe = ({ request: { method, path, body }, response }: RoundTrip) =>
    countExchange(counts, method, path, body, response);
  return { counts, observe };
}
