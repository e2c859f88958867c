import { parse as parseContentType } from 'content-type';
import express, { type Request, type RequestHandler } from 'express';
import { invalid, ProblemError } from '../core/problems.ts';

const JSON_TYPE = /^(application\/json|text\/json|application\/[^\s;/]+\+json)$/;

/**
 * Reads a JSON body: 413 over the limit, then 415 by its media type, then 400 (behaviour page, section 1). The type is
 * put down as `application/json` afterwards, because the validator keeps a compiled schema for every spelling of it.
 * @param limit In bytes, after decompression.
 */
export function jsonBody(limit: number): RequestHandler[] {
  const readBytes = express.raw({ type: () => true, limit });
  const read: RequestHandler = (request, response, next) => {
    readBytes(request, response, (error?: unknown) => {
      // The reader looks at the content coding first, and at the length after it.
      const isTooLarge = error !== undefined && Number(request.get('Content-Length')) > limit;
      next(isTooLarge ? tooLarge(limit) : error);
    });
  };
  const parse: RequestHandler = (request, _response, next) => {
    const bytes: unknown = request.body;
    if (!Buffer.isBuffer(bytes) || bytes.length === 0) {
      throw invalid({ $: ['is required'] }, 'The request needs a body.');
    }
    requireJson(request.get('Content-Type'));
    request.body = parseJson(bytes);
    request.headers['content-type'] = 'application/json';
    next();
  };
  return [read, parse];
}

export function tooLarge(limit: unknown): ProblemError {
  return new ProblemError(413, { detail: `The body is larger than the ${limit} bytes that are accepted.` });
}

/** On an operation without a body, a body and its headers are ignored. */
export const ignoreBody: RequestHandler = (request: Request, _response, next) => {
  delete request.headers['content-type'];
  request.body = undefined;
  next();
};

function requireJson(header: string | undefined): void {
  const { type, parameters } = header === undefined ? { type: '', parameters: {} } : parseContentType(header);
  const charset = (parameters as Record<string, string>).charset?.toLowerCase() ?? 'utf-8';
  if (!JSON_TYPE.test(type.toLowerCase()) || !/^utf-?8$/.test(charset)) throw new ProblemError(415);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const isEncoding = cause instanceof TypeError;
    throw invalid(
      { $: [isEncoding ? 'must be UTF-8' : `must be valid JSON${place(cause)}`] },
      isEncoding ? 'The body is not UTF-8.' : 'The body is not valid JSON.',
    );
  }
}

// The parser's own message quotes the body, which may hold a credential; its position does not.
function place(error: unknown): string {
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(String(error)) ?? [];
  return line && column ? `: line ${line}, column ${column}` : '';
}
