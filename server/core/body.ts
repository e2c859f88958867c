import { parse as parseContentType } from 'content-type';
import { invalid, type ProblemCode, ProblemError } from './problems.ts';

const JSON_TYPE = /^(application\/json|text\/json|application\/[^\s;/]+\+json)$/i;

/**
 * Bytes are without content coding; an empty body has no type to be wrong.
 * @throws ProblemError 415 for a media type that the contract does not have [bodies.media-types] [bodies.no-type].
 */
export function checkMediaType(bytes: Uint8Array, contentType: string | undefined): void {
  if (bytes.length > 0 && !isJsonType(contentType)) throw new ProblemError(415);
}

/**
 * The JSON object that a body is.
 * @throws ProblemError 400 where it is missing [bodies.missing], no JSON in UTF-8, or no object
 * [bodies.not-an-object]: it says what is wrong under `$`, and never repeats the body.
 */
export function parseObject(bytes: Uint8Array): object {
  if (bytes.length === 0) throw unreadable('body.missing', 'is required', 'The request needs a body.');
  const value = parseJson(bytes);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unreadable('body.not-an-object', 'must be object');
  return value;
}

/** The JSON object that a body of a media type is. @throws ProblemError as `checkMediaType` and `parseObject` do. */
export function readJson(bytes: Uint8Array, contentType: string | undefined): object {
  checkMediaType(bytes, contentType);
  return parseObject(bytes);
}

/** @param limit In bytes. */
export function tooLarge(limit: unknown): ProblemError {
  return new ProblemError(413, { detail: `The body is larger than the ${limit} bytes that are accepted.` });
}

function isJsonType(header: string | undefined): boolean {
  if (header === undefined) return false;
  const { type, parameters } = parseContentType(header);
  return JSON_TYPE.test(type) && /^utf-?8$/i.test(parameters.charset ?? 'utf-8');
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const isEncoding = cause instanceof TypeError;
    throw isEncoding
      ? unreadable('body.malformed', 'must be UTF-8', 'The body is not UTF-8.')
      : unreadable('body.malformed', `must be valid JSON${place(cause)}`, 'The body is not valid JSON.');
  }
}

/** 400 for the body as a whole. */
export function unreadable(code: ProblemCode, message: string, detail?: string): ProblemError {
  return invalid([{ field: '$', code, message }], detail);
}

// The parser's own message quotes the body, which may hold a credential; its position does not.
function place(error: unknown): string {
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(String(error)) ?? [];
  return line && column ? `: line ${line}, column ${column}` : '';
}
