import type { ProblemCode } from '../../generated/problem-codes.ts';
import type { components } from '../../generated/schema.ts';
import { type FieldErrors, shownErrors } from './shown-errors.ts';

export type { ProblemCode } from '../../generated/problem-codes.ts';

export type Problem = components['schemas']['Problem'];

export type { FieldErrors } from './shown-errors.ts';

/** One thing that is wrong with a request. */
export interface Violation {
  /** Path of the field, as in `FieldErrors`. */
  field: string;
  code: ProblemCode;
  /** What is expected, without what was sent. */
  message: string;
}

interface Kind {
  type: string;
  title: string;
  /** What it is unless its violations say more. */
  code: ProblemCode;
  detail: string;
}

const RFC9110 = 'https://tools.ietf.org/html/rfc9110#section-';
const RFC6585 = 'https://tools.ietf.org/html/rfc6585#section-';

/**
 * Every problem this API answers with, by status. `type` is the section that defines the status, as on the platform;
 * `title` is the standard phrase, 401 excepted [errors.form].
 */
export const problems = {
  400: {
    type: `${RFC9110}15.5.1`,
    title: 'Bad Request',
    code: 'request.malformed',
    detail: 'One or more validation errors occurred.',
  },
  401: {
    type: `${RFC9110}15.5.2`,
    title: 'Authentication Failed',
    code: 'credential.invalid',
    detail: 'A valid bearer token is required.',
  },
  403: {
    type: `${RFC9110}15.5.4`,
    title: 'Forbidden',
    code: 'permission.missing',
    detail: "The token's modules do not allow this operation.",
  },
  404: {
    type: `${RFC9110}15.5.5`,
    title: 'Not Found',
    code: 'resource.not-found',
    detail: 'There is no such resource, or not for this caller.',
  },
  405: {
    type: `${RFC9110}15.5.6`,
    title: 'Method Not Allowed',
    code: 'method.not-allowed',
    detail: 'This path does not have this method.',
  },
  406: {
    type: `${RFC9110}15.5.7`,
    title: 'Not Acceptable',
    code: 'stream.not-acceptable',
    detail: 'A stream is application/jsonl or application/json.',
  },
  408: {
    type: `${RFC9110}15.5.9`,
    title: 'Request Timeout',
    code: 'request.timeout',
    detail: 'The request took too long to arrive.',
  },
  409: {
    type: `${RFC9110}15.5.10`,
    title: 'Conflict',
    code: 'idempotency-key.running',
    detail: 'The first request with this Idempotency-Key is under way. Repeat it in a moment.',
  },
  412: {
    type: `${RFC9110}15.5.13`,
    title: 'Precondition Failed',
    code: 'precondition.failed',
    detail: 'The token has changed since the tags of If-Match were given. Nothing was changed.',
  },
  413: {
    type: `${RFC9110}15.5.14`,
    title: 'Content Too Large',
    code: 'body.too-large',
    detail: 'The body is too large.',
  },
  415: {
    type: `${RFC9110}15.5.16`,
    title: 'Unsupported Media Type',
    code: 'body.media-type',
    detail: 'The body must be application/json, text/json or application/*+json, in UTF-8.',
  },
  422: {
    type: `${RFC9110}15.5.21`,
    title: 'Unprocessable Content',
    code: 'idempotency-key.reused',
    detail: 'This Idempotency-Key was sent with another body. Nothing was created.',
  },
  429: {
    type: `${RFC6585}4`,
    title: 'Too Many Requests',
    code: 'rate.exceeded',
    detail: 'The limit of requests a minute is reached.',
  },
  431: {
    type: `${RFC6585}5`,
    title: 'Request Header Fields Too Large',
    code: 'headers.too-large',
    detail: 'The request line and the headers are larger than the server accepts.',
  },
  500: {
    type: `${RFC9110}15.6.1`,
    title: 'Internal Server Error',
    code: 'server.failed',
    detail: 'The request could not be completed.',
  },
  501: {
    type: `${RFC9110}15.6.2`,
    title: 'Not Implemented',
    code: 'stream.not-available',
    detail: 'This list cannot be streamed.',
  },
  503: {
    type: `${RFC9110}15.6.4`,
    title: 'Service Unavailable',
    code: 'server.unavailable',
    detail: 'The server is stopping or not ready.',
  },
} as const satisfies Record<number, Kind>;

export type ProblemStatus = keyof typeof problems;

export interface ProblemOptions {
  code?: ProblemCode;
  detail?: string;
  errors?: FieldErrors;
  headers?: Record<string, string>;
  /** Of a stream that would have more records than it may have. */
  maxExportKeys?: number;
  cause?: unknown;
}

/** How many lines of a stack are written down; of V8 only. */
const engine = Error as { stackTraceLimit?: number | undefined };

/** A failure that the caller is told of. Thrown anywhere, turned into a response in one place. */
export class ProblemError extends Error {
  readonly status: ProblemStatus;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors: FieldErrors | undefined;
  readonly headers: Record<string, string>;
  readonly maxExportKeys: number | undefined;

  constructor(status: ProblemStatus, options: ProblemOptions = {}) {
    const { stackTraceLimit } = engine;
    // Nobody reads where a caller's mistake was found, and to write it down takes as long as most checks.
    if (status < 500) engine.stackTraceLimit = 0;
    super(problems[status].title, { cause: options.cause });
    engine.stackTraceLimit = stackTraceLimit;
    this.name = 'ProblemError';
    this.status = status;
    this.code = options.code ?? problems[status].code;
    this.detail = options.detail ?? problems[status].detail;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
    this.maxExportKeys = options.maxExportKeys;
  }
}

const noCredential = new ProblemError(401, { headers: { 'WWW-Authenticate': 'Bearer' } });

/** 401, always the same whatever is wrong [auth.failure-alike]. */
export function unauthenticated(): ProblemError {
  return noCredential;
}

/** 400 with messages for the fields they concern, and the code of the first [errors.map] [errors.code]. */
export function invalid(violations: readonly [Violation, ...Violation[]], detail?: string): ProblemError {
  const byField = Map.groupBy(violations, ({ field }) => field);
  const errors = Object.fromEntries([...byField].map(([field, found]) => [field, found.map(({ message }) => message)]));
  return new ProblemError(400, { code: violations[0].code, errors, ...(detail !== undefined && { detail }) });
}

/** @throws ProblemError 400 where something is wrong. */
export function rejectIfAny([first, ...rest]: readonly Violation[]): void {
  if (first) throw invalid([first, ...rest]);
}

const NO_ERRORS = { errors: undefined, hidden: 0 };

/** The document for a problem. `instance` is the path without its query; a 401 has none, so that all are alike. */
export function problemDocument(problem: ProblemError, traceId: string, instance?: string): Problem {
  const { type, title } = problems[problem.status];
  const { errors, hidden } = problem.errors ? shownErrors(problem.errors) : NO_ERRORS;
  return {
    type,
    code: problem.code,
    title,
    status: problem.status,
    detail: hidden > 0 ? `${problem.detail} ${hidden} more are not shown.` : problem.detail,
    ...(instance !== undefined && problem.status !== 401 && { instance }),
    traceId,
    ...(problem.maxExportKeys !== undefined && { maxExportKeys: problem.maxExportKeys }),
    ...(errors && { errors }),
  };
}
