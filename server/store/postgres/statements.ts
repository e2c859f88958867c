/** Text of a query → the name that it is prepared under, on each connection that runs it. */
const names = new Map<string, string>();

/** Of all columns of a table: with a new column in it, the server refuses what was prepared before. */
const ALL_COLUMNS = /select (distinct )?("\w+"\.)?\*/i;

/** From now on this query is prepared once for each connection: planning it would take longer than running it. */
export function comesAgain(query: string): void {
  if (!names.has(query) && !ALL_COLUMNS.test(query)) names.set(query, `q${names.size + 1}`);
}

export function nameOf(query: string): string | undefined {
  return names.get(query);
}
