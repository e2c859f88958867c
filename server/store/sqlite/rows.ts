/** The row of these values. */
export type MakeRow = (values: readonly unknown[]) => object;

/** Few columns are ever asked for together; rows that have the same ones are of one shape then. */
const made = new Map<string, MakeRow>();

/**
 * What makes rows of the values of columns with these names. The rows that Node makes have no shape that V8 knows again: to read their
 * columns takes longer than SQLite takes to find them.
 */
export function rowMaker(names: readonly string[]): MakeRow {
  const members = names.map((name, index) => `[${JSON.stringify(name)}]: values[${index}]`).join(', ');
  const known = made.get(members) ?? (new Function('values', `return { ${members} };`) as MakeRow);
  made.set(members, known);
  return known;
}
