import { assert } from 'vitest';
import { countExchange, emptyCoverage } from '../../scripts/contract-tests/coverage/coverage.ts';
import { findings, type Observed, problemFindings } from '../../scripts/contract-tests/judge/findings.ts';
import { exercised } from './exercised.ts';

export type { Observed };

/**
 * Counts what an answer, and the body that was sent for it, exercise of the contract, which `npm run coverage` shows.
 * @throws AssertionError that says which promises of the contract the answer breaks.
 */
export function assertKeepsContract(
  method: string,
  path: string,
  observed: Observed,
  sent?: string | Uint8Array | undefined,
): void {
  assert.deepEqual(findings(method, path, observed), [], `${method} ${path} ${observed.status}`);
  exercised.counts ??= emptyCoverage();
  const text = sent instanceof Uint8Array ? new TextDecoder().decode(sent) : sent;
  countExchange(exercised.counts, method, path, text, observed);
}

/** @throws AssertionError where a body is no problem document of its status. */
export function assertProblem(method: string, path: string, observed: Observed): void {
  assert.deepEqual(problemFindings(method, path, observed), []);
}
