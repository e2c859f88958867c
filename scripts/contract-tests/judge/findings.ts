import { STATUS_CODES } from 'node:http';
import type { AnySchemaObject } from 'ajv/dist/2020.js';
import { withoutCredentials, withoutSecrets } from '../../../server/core/credential.ts';
import {
  document,
  type HeaderObject,
  methodsOf,
  operationOf,
  pathTemplate,
  type ResponseObject,
  resolve,
  responsesOf,
} from './document.ts';
import type { Known, Observed } from './observed.ts';
import { schemaFindings } from './schemas.ts';
import { JSON_LINES, lineFindings, listFindings } from './streams.ts';

export type { Known, Observed } from './observed.ts';

/** Problems that no operation declares: the path's, the method's, the HTTP parser's. */
const UNDECLARED_PROBLEMS = [404, 405, 408, 431, 503];
/** Their phrases of today (RFC 9110) are not those that Node knows. */
const RENAMED = [413, 422];
const PROBLEM: AnySchemaObject = document.components.schemas.Problem;

/** Whether a deployment says that it cannot answer just now, which no operation has to declare [errors.unavailable]. */
export function isUnavailable({ status }: Pick<Observed, 'status'>): boolean {
  return status === 503;
}

/**
 * What a response breaks of the contract, each as a sentence: a second opinion, independent of the server's middleware,
 * on status, media type, headers and body. Empty where it breaks nothing.
 */
export function findings(method: string, path: string, known: Known): string[] {
  const observed = known.unread ? { ...known, text: undefined } : known;
  const operation = operationOf(method, path);
  const declared = operation && responsesOf(operation).get(observed.status);
  const found: string[] = [];
  if (operation && isUnavailable(observed)) {
    if (observed.headers?.has('retry-after') === false) found.push('a 503 without Retry-After');
  } else if (operation && !declared && !(method === 'HEAD' && observed.status === 405)) {
    found.push(`${operation} does not declare the status ${observed.status}`);
  }
  if (!operation && observed.status >= 400 && !isUndeclaredProblem(observed.status)) {
    found.push(`the status ${observed.status} on a path or method that the contract does not have`);
  }
  if (!declared && observed.status >= 300 && observed.status < 400)
    found.push('a redirect, of which the contract has none');
  if (observed.status >= 400) found.push(...problemFindings(method, path, observed));
  found.push(...generalFindings(method, path, observed));
  if (known.unread && 'fault' in known.unread) found.push(known.unread.fault);
  if (!declared) return unique(found);
  for (const [name, header] of Object.entries(declared.headers ?? {})) {
    found.push(...headerFindings(name, resolve(header), observed));
  }
  if (method !== 'HEAD') found.push(...bodyFindings(declared, observed));
  return unique(found);
}

// A problem is held against its schema, and where it is declared against that of its response, which says the same.
function unique(found: readonly string[]): string[] {
  return [...new Set(found)];
}

function isUndeclaredProblem(status: number): boolean {
  return UNDECLARED_PROBLEMS.includes(status) || [400, 401, 429, 500].includes(status);
}

/** What a body is missing to be the problem document of its status (contract, `Problem`). */
export function problemFindings(method: string, path: string, { status, headers, text, body }: Known): string[] {
  const found: string[] = [];
  if (headers && mediaType(headers) !== 'application/problem+json') {
    found.push(`the media type ${mediaType(headers) || '(none)'} of an error, which is application/problem+json`);
  }
  if (method === 'HEAD' || text === undefined) return found;
  found.push(...schemaFindings(PROBLEM, body));
  if (typeof body !== 'object' || body === null) return found;
  const problem: Record<string, unknown> = { ...body };
  if (typeof problem.status === 'number' && problem.status !== status) {
    found.push(`status: ${problem.status} in the body of a ${status}`);
  }
  const title = status === 401 ? 'Authentication Failed' : STATUS_CODES[status];
  if (problem.title !== title && !RENAMED.includes(status)) found.push(`title: it is not "${title}"`);
  if (path.startsWith('/') && typeof problem.instance === 'string' && !instancesOf(path).includes(problem.instance)) {
    found.push('instance: it is not the path of the request without its query');
  }
  return found;
}

// As it was sent, or as a client that knows URLs sends it. A credential in a path is not repeated, and what only looks
// like the secret of one need not be.
function instancesOf(path: string): string[] {
  const sent = [path.replace(/\?.*$/s, ''), new URL(`http://x${path}`).pathname];
  return [...sent.map(withoutCredentials), ...sent.map(withoutSecrets)];
}

/** What holds for every answer: no caching of what is somebody's, `Allow` where it says what is allowed, a whole `RateLimit`. */
function generalFindings(method: string, path: string, { status, headers, text }: Known): string[] {
  const found: string[] = [];
  if (method === 'HEAD' && text !== undefined && text !== '') found.push('a body in the answer to HEAD');
  if (!headers) return found;
  if (/^\/public\/v1\/accounts\//i.test(path) && headers.get('cache-control') !== 'no-store') {
    found.push('Cache-Control: it is not no-store');
  }
  const template = pathTemplate(path);
  if (template && status === 405) {
    const allowed = (headers.get('allow') ?? '').split(/ *, */).sort().join(', ');
    if (allowed !== methodsOf(template).join(', ')) found.push(`Allow: it is not ${methodsOf(template).join(', ')}`);
  }
  const limits = ['limit', 'remaining', 'reset'].filter((name) => headers.has(`ratelimit-${name}`));
  if (limits.length !== 0 && limits.length !== 3)
    found.push(`RateLimit: only ${limits.join(' and ')} of limit, remaining, reset`);
  return found;
}

function headerFindings(name: string, header: HeaderObject, { headers }: Known): string[] {
  if (!headers) return [];
  const value = headers.get(name);
  if (value === null) return header.required === true ? [`${name}: the header is missing`] : [];
  const typed = header.schema.type === 'integer' ? Number(value) : value;
  return schemaFindings(header.schema, typed).map((finding) => `${name}: ${finding}`);
}

function bodyFindings({ content }: ResponseObject, known: Known): string[] {
  const { headers, text } = known;
  if (!content) return text === '' || text === undefined ? [] : ['a body where none is declared'];
  const type = headers && mediaType(headers);
  const declared = Object.entries(content).filter(([name]) => type === undefined || name === type);
  if (declared.length === 0) return [`the media type ${type || '(none)'}, which is not declared`];
  if (text === undefined) return [];
  // A media type that is not known may be any that is declared.
  const found = declared.map(([name, { schema }]) => mediaFindings(name, schema, { ...known, text }));
  return found.find((none) => none.length === 0) ?? found[0] ?? [];
}

function mediaFindings(type: string, schema: AnySchemaObject, known: Known & { text: string }): string[] {
  if (type === JSON_LINES) return lineFindings(schema, known);
  if (known.body === undefined) return ['the body is no JSON'];
  return [...schemaFindings(schema, known.body), ...listFindings(known)];
}

/** The media type of a body, without parameters, in small letters; empty where there is none. */
function mediaType(headers: Headers): string {
  return (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
