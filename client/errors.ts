import type { ProblemCode } from '../generated/problem-codes.ts';
import type { Problem } from './types.ts';

/** A word of the contract, or one that came later. */
export type Code = ProblemCode | (string & {});

// A shorter one is a stand-in, such as `any` for the mock, and would be found inside words.
const SHORTEST_SECRET = 8;

/** What an `ApiProblem` is made of: the problem document, as far as there is one. */
export type ProblemFields = Pick<Problem, 'type' | 'title' | 'status'> &
  Partial<Omit<ApiProblem, keyof Error | 'type' | 'title' | 'status'>>;

/**
 * An answer other than a success. Switch on `code`, or on `status`; the texts are for people and may change. Where the
 * answer is no problem document (a proxy's page, an empty body), `type` is `about:blank` (RFC 9457, 4.2.1).
 * Neither its message nor its fields ever hold the credential of the request.
 */
export class ApiProblem extends Error {
  readonly type!: string;
  readonly title!: string;
  readonly status!: number;
  /** What kind of failure it is, in a word that stays, where the server says so. */
  readonly code: Code | undefined;
  readonly detail: string | undefined;
  /** Path of the request. */
  readonly instance: string | undefined;
  /** Quote it when asking for help: it is in the server's log. */
  readonly traceId: string | undefined;
  /** Path of each offending field (`modules[0].id`, `$` for the whole body) → what is wrong with it. */
  readonly errors: Record<string, string[]> | undefined;
  /** Seconds to wait before the next request, where the answer says so. */
  readonly retryAfter: number | undefined;

  constructor(fields: ProblemFields) {
    super(messageOf(fields));
    this.name = 'ApiProblem';
    Object.assign(this, fields);
  }
}

/**
 * An answer that no operation has, from a gateway, a login page, a cache: a redirect, which is not followed, because the
 * contract has none; or a success without the JSON object that the operation answers with, or with a body where it has
 * none. The request may have been carried out all the same. Its `type` is `about:blank`.
 */
export class UnexpectedAnswer extends ApiProblem {
  /** Such as `text/html`; undefined where the answer does not say. */
  readonly mediaType: string | undefined;
  /** Where it came from, without the query. */
  readonly url: string;

  /** @param secret Taken out of the URL. */
  constructor(request: Request, response: Response, reason: string, secret: string) {
    const mediaType = response.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase() || undefined;
    const url = without(secret, (response.url || request.url).replace(/[?#].*$/s, ''));
    const detail = `${request.method} ${url} was answered with ${reason} (${mediaType ?? 'no media type'})`;
    super({ type: 'about:blank', title: 'Unexpected Answer', status: response.status, detail });
    this.name = 'UnexpectedAnswer';
    this.mediaType = mediaType;
    this.url = url;
  }
}

/**
 * Reads the problem out of an answer. A field of another type than the contract gives it is as if absent: the answer may
 * come from anything between here and the server.
 * @param secret Taken out of all texts, whoever put it there.
 */
export async function readProblem(response: Response, secret: string): Promise<ApiProblem> {
  const text = await response.text().catch(() => '');
  const body = parseObject(without(secret, text));
  return new ApiProblem({
    type: textOf(body.type) ?? 'about:blank',
    title: textOf(body.title) ?? (response.statusText || 'Not a problem document'),
    status: response.status,
    code: textOf(body.code),
    detail: textOf(body.detail),
    instance: textOf(body.instance),
    traceId: textOf(body.traceId),
    errors: errorsOf(body.errors),
    retryAfter: secondsOf(response.headers.get('Retry-After')),
  });
}

/** As it is, and as it stands in a URL. */
export function without(secret: string, text: string): string {
  if (secret.length < SHORTEST_SECRET) return text;
  return text.replaceAll(secret, '[credential]').replaceAll(encodeURIComponent(secret), '[credential]');
}

function messageOf({ status, title, detail, errors = {} }: ProblemFields): string {
  const fields = Object.entries(errors).map(([field, messages]) => `${field} ${messages.join(', ')}`);
  const sentence = detail === undefined ? `${status} ${title}` : `${status} ${title}: ${detail}`;
  return fields.length === 0 ? sentence : `${sentence} (${fields.join('; ')})`;
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function errorsOf(value: unknown): Record<string, string[]> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const isMessages = (entry: [string, unknown]): entry is [string, string[]] =>
    Array.isArray(entry[1]) && entry[1].every((message) => typeof message === 'string');
  return Object.fromEntries(Object.entries(value).filter(isMessages));
}

// A number of seconds or, as a proxy may send it, a date (RFC 9110, 10.2.3).
function secondsOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}
