/** What a list query can be wrong in: the keys of the problem's `errors`. */
export type QueryKey = 'filter' | 'order' | 'limit' | 'offset' | 'page' | 'select';

export type QueryErrors = Partial<Record<QueryKey, string[]>>;

/**
 * A query that cannot be answered: 400 at the edge. Its messages name the column and what was expected there, and never
 * repeat a value: it may be a credential.
 */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly errors: QueryErrors;

  constructor(errors: QueryErrors) {
    super('The query cannot be understood.');
    this.errors = errors;
  }
}

/** Fails at a 1-based column of the raw query string. */
export function failAt(key: QueryKey, column: number, message: string): never {
  throw new QueryError({ [key]: [`column ${column}: ${message}`] });
}

/** Runs every reader and returns their results; what is wrong in several of them is told at once. */
export function collect<T extends readonly unknown[]>(...readers: { [K in keyof T]: () => T[K] }): T {
  const errors: QueryErrors = {};
  const results = readers.map((read) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      for (const [key, messages] of Object.entries(error.errors)) {
        errors[key as QueryKey] = [...(errors[key as QueryKey] ?? []), ...messages];
      }
      return undefined;
    }
  });
  if (Object.keys(errors).length > 0) throw new QueryError(errors);
  return results as unknown as T;
}
