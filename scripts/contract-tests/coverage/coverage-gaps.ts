import type { CoverageCounts } from './coverage.ts';
import { type Exception, isExcepted } from './exceptions.ts';

type Counts = Readonly<Record<string, number>>;

/** The names of what was not exercised and is no exception. */
export function missingIn(counts: Counts, exceptions: readonly Exception[] = []): string[] {
  return Object.keys(counts).filter((name) => counts[name] === 0 && !isExcepted(name, exceptions));
}

/** The exceptions that are none: what they name was exercised, or is not in the contract. */
export function staleExceptions(
  { statuses, examples, branches }: CoverageCounts,
  exceptions: readonly Exception[],
): Exception[] {
  return exceptions.filter(({ name }) => (statuses[name] ?? examples[name] ?? branches[name]) !== 0);
}
