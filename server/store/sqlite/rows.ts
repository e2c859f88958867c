import { onceFor } from '../../core/once-for.ts';

/** The row of these values. */
export type MakeRow = (values: readonly unknown[]) => object;

/** Rows that have the same columns are of one shape then. */
const makerOf = onceFor((members: string) => new Function('values', `return { ${members} };`) as MakeRow);

/**
 * What makes rows of the values of columns with these names. The rows that Node makes have no shape that V8 knows again: to read their
 * columns takes longer than SQLite takes to find them.
 */
export function rowMaker(names: readonly string[]): MakeRow {
  return makerOf(names.map((name, index) => `[${JSON.stringify(name)}]: values[${index}]`).join(', '));
}
