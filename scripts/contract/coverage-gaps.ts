import type { CoverageCounts } from './coverage.ts';
import type { Exception } from './exceptions.ts';

type Counts = Readonly<Record<string, number>>;

/** The names of what was not exercised. */
export function notExercised(counts: Counts): string[] {
  return Object.keys(counts).filter((name) => counts[name] === 0);
}

/** The operations × statuses that were not exercised and are no exceptions. */
export function missingStatuses({ statuses }: CoverageCounts, exceptions: readonly Exception[]): string[] {
  return notExercised(statuses).filter((name) => !exceptions.some(({ status }) => status === name));
}

/** The exceptions that are none: what they name was exercised, or the contract does not declare it. */
export function staleExceptions({ statuses }: CoverageCounts, exceptions: readonly Exception[]): Exception[] {
  return exceptions.filter(({ status }) => statuses[status] !== 0);
}
