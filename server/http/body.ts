import { parse as parseContentType } from 'content-type';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { operations } from '../../generated/operations.ts';
import { invalid, ProblemError } from '../core/problems.ts';
import { contextOf } from './context.ts';

const JSON_TYPE = /^(application\/json|text\/json|application\/[^\s;/]+\+json)$/;

/** Whether the operation has a body; on any other, a body and its headers are ignored [bodies.ignored]. */
function hasBody(response: Response): boolean {
  const { operation } = contextOf(response);
  return operation !== undefined && operations[operation].body;
}

/**
 * Reads the body: 413 over the limit.
 * @param limit In bytes, after decompression.
 */
export function readBody(limit: number): RequestHandler {
  const readBytes = express.raw({ type: () => true, limit });
  return (request, response, next) => {
    if (!hasBody(response)) {
      delete request.headers['content-type'];
      request.body = undefined;
      return next();
    }
    readBytes(request, response, (error?: unknown) => {
      // The reader looks at the content coding first, and at the length after it.
      const isTooLarge = error !== undefined && Number(request.get('Content-Length')) > limit;
      next(isTooLarge ? tooLarge(limit) : error);
    });
  };
}

/**
 * 415 for a body of a media type that the contract does not have. The type is put down as `application/json` afterwards,
 * because the validator keeps a compiled schema for every spelling of it.
 */
export const requireMediaType: RequestHandler = (request, response, next) => {
  if (hasBody(response) && bytesOf(request).length > 0) {
    requireJson(request.get('Content-Type'));
    request.headers['content-type'] = 'application/json';
  }
  next();
};

/** 400 for a body that is missing, or no JSON [bodies.missing]. */
export const parseBody: RequestHandler = (request, response, next) => {
  if (hasBody(response)) {
    const bytes = bytesOf(request);
    if (bytes.length === 0) throw invalid({ $: ['is required'] }, 'The request needs a body.');
    request.body = parseJson(bytes);
  }
  next();
};

function bytesOf({ body }: Request): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

export function tooLarge(limit: unknown): ProblemError {
  return new ProblemError(413, { detail: `The body is larger than the ${limit} bytes that are accepted.` });
}

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
