import { randomBytes } from 'node:crypto';
import { type ProblemStatus, problems } from '../../../../server/core/problems.ts';

/** What a peer sends, before it is bytes. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: object;
}

const HEADERS = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' };
const PROBLEM_HEADERS = { ...HEADERS, 'Content-Type': 'application/problem+json; charset=utf-8' };

export function answer(status: number, body: object, headers?: Record<string, string>): Answer {
  return { status, headers: headers ? { ...HEADERS, ...headers } : HEADERS, body };
}

/** Thrown inside a transaction, so that it is undone. */
export class Refused extends Error {
  readonly status: ProblemStatus;

  constructor(status: ProblemStatus) {
    super(problems[status].title);
    this.status = status;
  }
}

/** A problem document with no more than its kind. */
export function problem(status: ProblemStatus): Answer {
  const { type, code, title, detail } = problems[status];
  const traceId = `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
  const headers = status === 401 ? { ...PROBLEM_HEADERS, 'WWW-Authenticate': 'Bearer' } : PROBLEM_HEADERS;
  return { status, headers, body: { type, code, title, status, detail, traceId } };
}
