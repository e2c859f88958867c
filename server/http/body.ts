import express, { type Request, type RequestHandler } from 'express';
import { readJson, tooLarge } from '../core/body.ts';

const NOTHING = new Uint8Array();

/**
 * Reads a JSON body: 413 over the limit, then what `readJson` refuses [checks.order]. The type is put down as
 * `application/json` afterwards, because the validator keeps a compiled schema for every spelling of it.
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
    request.body = readJson(Buffer.isBuffer(bytes) ? bytes : NOTHING, request.get('Content-Type'));
    request.headers['content-type'] = 'application/json';
    next();
  };
  return [read, parse];
}

/** On an operation without a body, a body and its headers are ignored [bodies.ignored]. */
export const ignoreBody: RequestHandler = (request: Request, _response, next) => {
  delete request.headers['content-type'];
  request.body = undefined;
  next();
};
