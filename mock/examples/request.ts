import type { IncomingMessage } from 'node:http';
import { type OperationId, operations } from '../../generated/operations.ts';
import { invalid, ProblemError } from '../../server/core/problems.ts';
import { QueryError } from '../../server/core/query/query-error.ts';
import { type QueryString, readQueryString, readSelectParameter } from '../../server/core/query/query-string.ts';
import { type BodyFault, readBody } from './body.ts';
import type { PrismRequest } from './prism.ts';

/** What a request line asks for, as it was sent. */
export interface Target {
  path: string;
  query: string;
}

/** Reads the request line, which may also hold an absolute URL (RFC 9112, section 3.2.2). */
export function targetOf({ url = '/' }: IncomingMessage): Target {
  const [path = '', ...query] = url.replace(/^https?:\/\/[^/?]*/i, '').split('?');
  return { path: path || '/', query: query.join('?') };
}

/**
 * Reads what Prism is to validate into `input`: the body, and the parameters of the query.
 * @param isList Whether the query is in the language of lists. Its filters stay out: they select nothing here.
 * @returns what is wrong that Prism would not see.
 * @throws ProblemError 400 for a query that falls into no parts.
 */
export async function readInput(
  request: IncomingMessage,
  { operation, target, isList }: { operation: OperationId; target: Target; isList: boolean },
  input: PrismRequest,
): Promise<BodyFault | undefined> {
  if (operations[operation].body) {
    const body = await readBody(request);
    if ('status' in body) return body;
    input.body = body.value;
  }
  if (!isEncoded(target.path)) throw new ProblemError(404);
  input.url.query = parameters(partsOf(target.query, isList));
  return undefined;
}

/** Other operations than lists know no parameter but `select`. */
function partsOf(query: string, isList: boolean): QueryString['parameters'] {
  return queryProblems(() => {
    if (isList) return readQueryString(query).parameters;
    const select = readSelectParameter(query);
    return select ? { select } : {};
  });
}

/** What the server's reader of queries refuses, as the problem it is. */
export function queryProblems<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof QueryError ? invalid(error.errors) : error;
  }
}

/** An empty `limit`, `offset` or `page` is wrong; Prism would take it for none. */
function parameters(parts: QueryString['parameters']): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).map(([name, { text }]) => [name, text || 'nothing']));
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
