import { type OperationId, operations } from '../../../generated/operations.ts';
import { operationIds, responsesOf } from '../judge/document.ts';
import type { CoverageCounts } from './coverage.ts';
import { missingIn, staleExceptions } from './coverage-gaps.ts';
import { type Exception, isExcepted } from './exceptions.ts';

/**
 * Operations by statuses, how often each was seen, `()` for an exception and `NONE` for a gap; then the reasons of the
 * exceptions, and the examples and the branches of the schemas that were not exercised.
 */
export function coverageTable(counts: CoverageCounts, exceptions: readonly Exception[] = []): string {
  const statuses = [...new Set(Object.values(operations).flatMap(({ statuses }) => [...statuses]))].sort();
  const rows = operationIds.map((operation) => [
    operation,
    ...statuses.map((status) => cell(counts, operation, status, exceptions)),
  ]);
  const stale = staleExceptions(counts, exceptions);
  return [
    ...table([['', ...statuses.map(String)], ...rows]),
    '',
    ...reasons(exceptions.filter((exception) => !stale.includes(exception))),
    share('operations × statuses', counts.statuses, exceptions),
    share('examples', counts.examples, exceptions),
    share('branches of schemas', counts.branches, exceptions),
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
  return isExcepted(`${operation} ${status}`, exceptions) ? '()' : 'NONE';
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

/** A line for each reason, with what it is the reason of. */
function reasons(exceptions: readonly Exception[]): string[] {
  const byReason = Map.groupBy(exceptions, ({ reason }) => reason);
  return [...byReason].map(([reason, of]) => `() ${of.map(({ name }) => name).join(', ')}: ${reason}.`);
}

function share(what: string, counts: Readonly<Record<string, number>>, exceptions: readonly Exception[]): string {
  const all = Object.keys(counts).length;
  const none = missingIn(counts).length;
  const missing = missingIn(counts, exceptions);
  const excepted = none === missing.length ? '' : `, ${none - missing.length} excepted`;
  const rest = missing.length === 0 ? '' : `; not exercised: ${missing.join(', ')}`;
  return `${all - none} of ${all} ${what}${excepted}${rest}.`;
}
