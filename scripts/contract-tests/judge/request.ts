import { fields } from '../../../generated/fields.ts';
import { type OperationId, operations } from '../../../generated/operations.ts';
import { readJson } from '../../../server/core/body.ts';
import { ProblemError } from '../../../server/core/problems.ts';
import { parseListQuery, parseSelectOnly, parseStreamQuery } from '../../../server/core/query/list-query.ts';
import { QueryError } from '../../../server/core/query/query-error.ts';
import type { Message } from './exchange.ts';

/** How operations read their query string; those that are not here ignore it. Each throws a QueryError. */
const QUERIES: Partial<Record<OperationId, (query: string) => unknown>> = {
  listApiTokens: (query) => parseListQuery(query, fields.apiTokens),
  listModules: (query) => parseListQuery(query, fields.modules),
  listAccounts: (query) => parseListQuery(query, fields.accounts),
  getApiToken: (query) => parseSelectOnly(query, fields.apiTokens),
  getModule: (query) => parseSelectOnly(query, fields.modules),
  getAccount: (query) => parseSelectOnly(query, fields.accounts),
};

/** How a stream reads it. */
const STREAM_QUERIES: typeof QUERIES = {
  listApiTokens: (query) => parseStreamQuery(query, fields.apiTokens),
  listModules: (query) => parseStreamQuery(query, fields.modules),
  listAccounts: (query) => parseStreamQuery(query, fields.accounts),
};

/** What a request breaks of the contract that Prism does not see: the language of queries, the form of a body. */
export function queryFindings(operation: OperationId, query: string, asStream = false): string[] {
  try {
    const read = (asStream ? STREAM_QUERIES[operation] : undefined) ?? QUERIES[operation];
    read?.(query);
    return [];
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return Object.entries(error.errors).flatMap(([key, messages]) => messages.map((message) => `${key}: ${message}`));
  }
}

/** The JSON of a request's body, or what is wrong with it; neither where there is none to judge. */
export function readBodyOf(operation: OperationId, { headers, body }: Message): { value?: unknown; fault?: string } {
  // What a server makes of a content coding is not in the contract.
  const isCoded = (headers.get('content-encoding') ?? 'identity').toLowerCase() !== 'identity';
  if (!operations[operation].body || body === undefined || isCoded) return {};
  try {
    return { value: readJson(body, headers.get('content-type') ?? undefined) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { fault: faultOf(error) };
  }
}

function faultOf({ status, errors = {} }: ProblemError): string {
  if (status === 415) return 'the media type is not application/json, text/json or application/*+json, in UTF-8';
  return `the body is no JSON object: ${errors.$?.join(', ')}`;
}

/** The query of a target, without its `?`. */
export function queryOf(target: string): string {
  const at = target.indexOf('?');
  return at < 0 ? '' : target.slice(at + 1);
}
