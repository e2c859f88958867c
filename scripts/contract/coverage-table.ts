import { type OperationId, operations } from '../../generated/operations.ts';
import type { CoverageCounts } from './coverage.ts';
import { missingStatuses, notExercised } from './coverage-gaps.ts';
import { operationIds, responsesOf } from './document.ts';
import type { Exception } from './exceptions.ts';

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
  const used = exceptions.filter(({ status }) => counts.statuses[status] === 0);
  const isExcepted = (example: string) => used.some(({ status }) => example.startsWith(`${status} `));
  return [
    ...table([['', ...statuses.map(String)], ...rows]),
    '',
    ...reasons(used),
    share('operations × statuses', counts.statuses, missingStatuses(counts, exceptions)),
    share(
      'examples',
      counts.examples,
      notExercised(counts.examples).filter((name) => !isExcepted(name)),
    ),
    share('branches of schemas', counts.branches, notExercised(counts.branches)),
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

/** A line for each reason, with what it is the reason of. */
function reasons(exceptions: readonly Exception[]): string[] {
  const byReason = Map.groupBy(exceptions, ({ reason }) => reason);
  return [...byReason].map(([reason, of]) => `() ${of.map(({ status }) => status).join(', ')}: ${reason}.`);
}

function share(what: string, counts: Readonly<Record<string, number>>, missing: readonly string[]): string {
  const all = Object.keys(counts).length;
  const none = notExercised(counts).length;
  const excepted = none === missing.length ? '' : `, ${none - missing.length} excepted`;
  const rest = missing.length === 0 ? '' : `; not exercised: ${missing.join(', ')}`;
  return `${all - none} of ${all} ${what}${excepted}${rest}.`;
}
