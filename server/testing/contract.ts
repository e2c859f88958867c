import { assert } from 'vitest';
import { findings, type Observed, problemFindings } from '../../scripts/contract/findings.ts';

export type { Observed };

/** @throws AssertionError that says which promises of the contract an answer breaks. */
export function assertKeepsContract(method: string, path: string, observed: Observed): void {
  assert.deepEqual(findings(method, path, observed), [], `${method} ${path} ${observed.status}`);
}

/** @throws AssertionError where a body is no problem document of its status. */
export function assertProblem(method: string, path: string, observed: Observed): void {
  assert.deepEqual(problemFindings(method, path, observed), []);
}
