import type { OperationId } from '../../../generated/operations.ts';

export interface Finding {
  /** What is broken, without values that may be secret. */
  message: string;
  /** The request that shows it, as a line for a shell. */
  curl: string;
  /** What was sent before it in the same try. */
  before: string[];
}

export interface CheckResult {
  name: string;
  operation: OperationId | undefined;
  /** How often it was tried. */
  probes: number;
  seconds: number;
  finding?: Finding;
  /** Why it was not tried. */
  skipped?: string;
}

export interface Report {
  url: string;
  seed: number;
  probes: number;
  requests: number;
  results: CheckResult[];
  /** Ids of tokens that were created and could not be deleted. */
  leftBehind: string[];
}
