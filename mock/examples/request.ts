import type { IncomingMessage } from 'node:http';
import { invalid } from '../../server/core/problems.ts';
import { QueryError } from '../../server/core/query/query-error.ts';
import { type QueryString, readQueryString, readSelectParameter } from '../../server/core/query/query-string.ts';

/** What a request line asks for, as it was sent. */
export interface RequestTarget {
  path: string;
  query: string;
}

/** The target of a request in origin form. */
export function targetOf({ url = '/' }: IncomingMessage): RequestTarget {
  const [path = '', ...query] = url.split('?');
  return { path, query: query.join('?') };
}

/**
 * The parameters of a query that Prism is to validate.
 * @param isList Whether the query is in the language of lists. Its filters stay out: they select nothing here. Other
 * operations know no parameter but `select`.
 * @throws ProblemError 400 for a query that falls into no parts, which Prism would not see.
 */
export function readParameters(query: string, isList: boolean): Record<string, string> {
  const parts = queryProblems(() => (isList ? readQueryString(query).parameters : selectOf(query)));
  // An empty `limit`, `offset` or `page` is wrong; Prism would take it for none.
  return Object.fromEntries(Object.entries(parts).map(([name, { text }]) => [name, text || 'nothing']));
}

function selectOf(query: string): QueryString['parameters'] {
  const select = readSelectParameter(query);
  return select ? { select } : {};
}

/** What the server's reader of queries refuses, as the problem it is. */
export function queryProblems<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof QueryError ? invalid(error.errors) : error;
  }
}
