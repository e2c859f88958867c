import express, { type Request, type Response } from 'express';
import { operations } from '../../generated/operations.ts';
import { checkMediaType, parseObject, tooLarge } from '../core/body.ts';
import { contextOf } from './context.ts';
import type { Step } from './step.ts';

/**
 * Reads the body: 413 over the limit. On an operation without a body, a body and its headers are ignored
 * [bodies.ignored].
 * @param limit In bytes, after decompression.
 */
export function readBody(limit: number): Step {
  const readBytes = express.raw({ type: () => true, limit });
  const read = (request: Request, response: Response) =>
    new Promise<undefined>((resolve, reject) => {
      readBytes(request, response, (error?: unknown) => {
        if (error === undefined) return resolve(undefined);
        // The reader looks at the content coding first, and at the length after it.
        reject(Number(request.headers['content-length']) > limit ? tooLarge(limit) : error);
      });
    });
  return (request, response) => {
    if (hasBody(response)) return read(request, response);
    delete request.headers['content-type'];
    request.body = undefined;
    return undefined;
  };
}

/** 415. The type is put down as `application/json`: the validator keeps a compiled schema for every spelling of it. */
export const requireMediaType: Step = (request, response) => {
  if (hasBody(response)) {
    checkMediaType(bytesOf(request), request.headers['content-type']);
    request.headers['content-type'] = 'application/json';
  }
  return undefined;
};

/** 400 for a body that is missing or no JSON object. */
export const parseBody: Step = (request, response) => {
  if (hasBody(response)) request.body = parseObject(bytesOf(request));
  return undefined;
};

function hasBody(response: Response): boolean {
  const { operation } = contextOf(response);
  return operation !== undefined && operations[operation].body;
}

function bytesOf({ body }: Request): Uint8Array {
  return Buffer.isBuffer(body) ? body : new Uint8Array();
}
