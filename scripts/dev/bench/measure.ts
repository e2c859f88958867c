/** Median and 99th percentile, in milliseconds. */
export interface Timing {
  median: number;
  p99: number;
}

/** Something to be timed. */
export type Work = () => Promise<unknown>;

/** Times works in turn, round by round, so that a machine whose speed drifts is as fast for each of them. */
export async function sideBySide(works: readonly Work[], rounds: number): Promise<Timing[]> {
  const times = works.map((): number[] => []);
  for (const work of works) for (let warmUp = 0; warmUp < 20; warmUp++) await work();
  for (let round = 0; round < rounds; round++) {
    for (const [index, work] of works.entries()) times[index]?.push(await timed(work));
  }
  return times.map(summary);
}

export async function timed(work: Work): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function summary(times: readonly number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { median: at(0.5), p99: at(0.99) };
}

/** `0.42 ms`. */
export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
}

/** Rows of a Markdown table, printed. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  console.log(['', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'));
}
