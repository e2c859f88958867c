import { withoutSecrets } from '../../server/core/credential.ts';
import { type Problem, type ProblemCode, type ProblemError, problemDocument } from '../../server/core/problems.ts';
import type { StreamOf } from '../../server/core/stream/stream.ts';
import type { DeclaredAnswer, Example } from './declared.ts';

/** An answer before it is text. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  /** A JSON value; undefined is no body. */
  body?: unknown;
  stream?: StreamOf<object> | undefined;
}

export const JSON_TYPE = 'application/json; charset=utf-8';
export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';
const TOKENS = '/public/v1/accounts/api-tokens/';

/** The answer to a request that has this problem. */
export function problemReply(problem: ProblemError, traceId: string, path: string): Reply {
  return {
    status: problem.status,
    headers: { 'Content-Type': PROBLEM_TYPE, 'Cache-Control': 'no-store', ...problem.headers },
    body: problemDocument(problem, traceId, withoutSecrets(path)),
  };
}

/** An answer that the contract has as an example; a problem in the trace and at the path of the request that got it. */
export function exampleReply(
  { status, contentType, headers }: DeclaredAnswer,
  example: Example | undefined,
  { traceId, path }: { traceId: string; path: string },
): Reply {
  const type = contentType === undefined ? {} : { 'Content-Type': contentType };
  const { value } = example ?? {};
  if (!isProblem(status, value))
    return { status, headers: { ...headers, ...type, ...locationOf(headers, value) }, body: value };
  const instance = value.instance === undefined ? {} : { instance: withoutSecrets(path) };
  return { status, headers: { ...headers, ...type }, body: { ...value, ...instance, traceId } };
}

/** The code of the problem that a reply is; undefined where it is none. */
export function codeOf({ status, body }: Reply): ProblemCode | undefined {
  return isProblem(status, body) ? (body.code as ProblemCode | undefined) : undefined;
}

function isProblem(status: number, value: unknown): value is Problem {
  return status >= 400 && typeof value === 'object' && value !== null;
}

/** The path of the very example. */
function locationOf(headers: Record<string, string>, value: unknown): Record<string, string> {
  return 'Location' in headers ? { Location: TOKENS + (value as { id: string }).id } : {};
}
