/** What a list query can be wrong in: the keys of the problem's `errors`. */
export type QueryKey = 'filter' | 'order' | 'limit' | 'offset' | 'page' | 'select';

/** In which way it is wrong: with its key, the code of the problem. */
export type QueryFault =
  | 'encoding'
  | 'syntax'
  | 'unknown-field'
  | 'field'
  | 'value'
  | 'too-complex'
  | 'repeated'
  | 'invalid';

/** Column and expectation by what is wrong. */
export type QueryErrors = Partial<Record<QueryKey, string[]>>;

/** One thing that is wrong with a query. */
export interface QueryViolation {
  key: QueryKey;
  fault: QueryFault;
  message: string;
}

/**
 * A query that cannot be answered: 400 at the edge. Its messages name the column and what was expected there, and never
 * repeat a value: it may be a credential.
 */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly violations: readonly [QueryViolation, ...QueryViolation[]];

  constructor(violations: readonly [QueryViolation, ...QueryViolation[]]) {
    super('The query cannot be understood.');
    this.violations = violations;
  }

  get errors(): QueryErrors {
    const errors: QueryErrors = {};
    for (const { key, message } of this.violations) errors[key] = [...(errors[key] ?? []), message];
    return errors;
  }
}

/** Fails at a 1-based column of the raw query string. */
export function failAt(key: QueryKey, fault: QueryFault, column: number, message: string): never {
  throw new QueryError([{ key, fault, message: `column ${column}: ${message}` }]);
}

/** Runs every reader and returns their results; what is wrong in several of them is told at once. */
export function collect<T extends readonly unknown[]>(...readers: { [K in keyof T]: () => T[K] }): T {
  const violations: QueryViolation[] = [];
  const results = readers.map((read) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      violations.push(...error.violations);
      return undefined;
    }
  });
  const [first, ...rest] = violations;
  if (first) throw new QueryError([first, ...rest]);
  return results as unknown as T;
}
