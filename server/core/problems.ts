import type { components } from '../../generated/schema.ts';

export type Problem = components['schemas']['Problem'];

/** Path of a field (`modules[0].id`, `$` for the whole body) → what is wrong with it. */
export type FieldErrors = Record<string, string[]>;

interface Kind {
  type: string;
  title: string;
  detail: string;
}

const RFC9110 = 'https://tools.ietf.org/html/rfc9110#section-';
const RFC6585 = 'https://tools.ietf.org/html/rfc6585#section-';

/**
 * Every problem this API answers with, by status. `type` is the section that defines the status, as on the platform;
 * `title` is the standard phrase, 401 excepted [errors.form].
 */
export const problems = {
  400: { type: `${RFC9110}15.5.1`, title: 'Bad Request', detail: 'One or more validation errors occurred.' },
  401: { type: `${RFC9110}15.5.2`, title: 'Authentication Failed', detail: 'A valid bearer token is required.' },
  403: { type: `${RFC9110}15.5.4`, title: 'Forbidden', detail: "The token's modules do not allow this operation." },
  404: { type: `${RFC9110}15.5.5`, title: 'Not Found', detail: 'There is no such resource, or not for this caller.' },
  405: { type: `${RFC9110}15.5.6`, title: 'Method Not Allowed', detail: 'This path does not have this method.' },
  408: { type: `${RFC9110}15.5.9`, title: 'Request Timeout', detail: 'The request took too long to arrive.' },
  413: { type: `${RFC9110}15.5.14`, title: 'Content Too Large', detail: 'The body is too large.' },
  415: {
    type: `${RFC9110}15.5.16`,
    title: 'Unsupported Media Type',
    detail: 'The body must be application/json, text/json or application/*+json, in UTF-8.',
  },
  429: { type: `${RFC6585}4`, title: 'Too Many Requests', detail: 'The limit of requests a minute is reached.' },
  431: {
    type: `${RFC6585}5`,
    title: 'Request Header Fields Too Large',
    detail: 'The request line and the headers are larger than the server accepts.',
  },
  500: { type: `${RFC9110}15.6.1`, title: 'Internal Server Error', detail: 'The request could not be completed.' },
  503: { type: `${RFC9110}15.6.4`, title: 'Service Unavailable', detail: 'The server is stopping or not ready.' },
} as const satisfies Record<number, Kind>;

export type ProblemStatus = keyof typeof problems;

export interface ProblemOptions {
  detail?: string;
  errors?: FieldErrors;
  headers?: Record<string, string>;
  cause?: unknown;
}

/** A failure that the caller is told of. Thrown anywhere, turned into a response in one place. */
export class ProblemError extends Error {
  readonly status: ProblemStatus;
  readonly detail: string;
  readonly errors: FieldErrors | undefined;
  readonly headers: Record<string, string>;

  constructor(status: ProblemStatus, options: ProblemOptions = {}) {
    super(problems[status].title, { cause: options.cause });
    this.name = 'ProblemError';
    this.status = status;
    this.detail = options.detail ?? problems[status].detail;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }
}

/** 401, always the same whatever is wrong [auth.failure-alike]. */
export function unauthenticated(): ProblemError {
  return new ProblemError(401, { headers: { 'WWW-Authenticate': 'Bearer' } });
}

/** 400 with messages for the fields they concern. */
export function invalid(errors: FieldErrors, detail?: string): ProblemError {
  return new ProblemError(400, { errors, ...(detail !== undefined && { detail }) });
}

/** @throws ProblemError 400 where there are errors. */
export function rejectIfAny(errors: FieldErrors): void {
  if (Object.keys(errors).length > 0) throw invalid(errors);
}

/** The document for a problem. `instance` is the path without its query; a 401 has none, so that all are alike. */
export function problemDocument(problem: ProblemError, traceId: string, instance?: string): Problem {
  const { type, title } = problems[problem.status];
  return {
    type,
    title,
    status: problem.status,
    detail: problem.detail,
    ...(instance !== undefined && problem.status !== 401 && { instance }),
    traceId,
    ...(problem.errors && { errors: problem.errors }),
  };
}
