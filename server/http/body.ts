import express, { type Request, type RequestHandler, type Response } from 'express';
import { operations } from '../../generated/operations.ts';
import { checkMediaType, parseObject, tooLarge } from '../core/body.ts';
import { contextOf } from './context.ts';

/**
 * Reads the body: 413 over the limit. On an operation without a body, a body and its headers are ignored
 * [bodies.ignored].
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

/** 415. The type is put down as `application/json`: the validator keeps a compiled schema for every spelling of it. */
export const requireMediaType: RequestHandler = (request, response, next) => {
  if (hasBody(response)) {
    checkMediaType(bytesOf(request), request.get('Content-Type'));
    request.headers['content-type'] = 'application/json';
  }
  next();
};

/** 400 for a body that is missing or no JSON object. */
export const parseBody: RequestHandler = (request, response, next) => {
  if (hasBody(response)) request.body = parseObject(bytesOf(request));
  next();
};

function hasBody(response: Response): boolean {
  const { operation } = contextOf(response);
  return operation !== undefined && operations[operation].body;
}

function bytesOf({ body }: Request): Uint8Array {
  return Buffer.isBuffer(body) ? body : new Uint8Array();
}
