import { type OperationId, operations } from '../../generated/operations.ts';
import type { CoverageCounts } from './coverage.ts';
import { operationIds, responsesOf } from './document.ts';

/** A status of an operation that a kind of run cannot exercise, and why. */
export interface Exception {
  status: string;
  reason: string;
}

/** Operations by statuses, how often each was seen; then the examples and the branches of the schemas that were not. */
export function coverageTable(counts: CoverageCounts, exceptions: readonly Exception[] = []): string {
  const statuses = [...new Set(Object.values(operations).flatMap(({ statuses }) => [...statuses]))].sort();
  const rows = operationIds.map((operation) => [
    operation,
    ...statuses.map((status) => cell(counts, operation, status, exceptions)),
  ]);
  return [
    ...table([['', ...statuses.map(String)], ...rows]),
    '',
    ...exceptions.map(({ status, reason }) => `(${status}: ${reason})`),
    ...share('operations × statuses', counts.statuses, exceptions),
    ...share('examples', counts.examples),
    ...share('branches of schemas', counts.branches),
  ].join('\n');
}

function cell(
  counts: CoverageCounts,
  operation: OperationId,
  status: number,
  exceptions: readonly Exception[],
): string {
  if (!responsesOf(operation).has(status)) return '';
  const times = counts.statuses[`${operation} ${status}`] ?? 0;
  if (times > 0) return String(times);
  return exceptions.some((exception) => exception.status === `${operation} ${status}`) ? '()' : 'NONE';
}

function table(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((text, column) => pad(text, column, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function pad(text: string, column: number, width: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}

function share(
  what: string,
  counts: Readonly<Record<string, number>>,
  exceptions: readonly Exception[] = [],
): string[] {
  const missing = missingIn(counts, exceptions);
  const all = Object.keys(counts).length;
  const line = `${all - missing.length - exceptions.length} of ${all} ${what}`;
  return missing.length === 0 ? [`${line}.`] : [`${line}; not exercised: ${missing.join(', ')}.`];
}

/** What was not exercised and is no exception. */
export function missingIn(counts: Readonly<Record<string, number>>, exceptions: readonly Exception[] = []): string[] {
  const excepted = new Set(exceptions.map(({ status }) => status));
  return Object.entries(counts).flatMap(([name, times]) => (times === 0 && !excepted.has(name) ? [name] : []));
}
