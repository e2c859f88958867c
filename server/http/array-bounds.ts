import type { RequestHandler } from 'express';
import { boundsCheck } from '../core/array-bounds.ts';
import type { OpenApiDocument } from '../core/operations.ts';
import { contextOf } from './context.ts';

/** 400 for a body with an array that is longer than the contract says, before the validator looks at it. */
export function boundArrays(document: OpenApiDocument): RequestHandler {
  const check = boundsCheck(document);
  return (request, response, next) => {
    const { operation } = contextOf(response);
    if (operation) check(operation, request.body);
    next();
  };
}
