import type { Spread } from './ratios.ts';

/** A table of what was measured, with what a reader has to know of it. */
export interface Section {
  title: string;
  /** Sentences. */
  notes: readonly string[];
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** A section in Markdown, as it is printed and written; without a table where there are no rows. */
export function markdown({ title, notes, head, rows }: Section): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = rows.length > 0 ? [[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')] : [];
  return [`## ${title}`, ...table, notes.join(' ')].join('\n\n');
}

/** `0.42 (0.41–0.44)`: the median, and the quartiles of the rounds. */
export function ratio({ median, low, high }: Spread): string {
  return `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
}

/** `0.42 ms`. */
export function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

/** `298 µs`. */
export function microseconds(value: number): string {
  return `${value.toFixed(0)} µs`;
}

/** `80 MB`. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
