import { boundsCheck } from '../core/array-bounds.ts';
import type { OpenApiDocument } from '../core/operations.ts';
import { contextOf } from './context.ts';
import type { Step } from './step.ts';

/** 400 for a body with an array that is longer than the contract says, before the validator looks at it. */
export function boundArrays(document: OpenApiDocument): Step {
  const check = boundsCheck(document);
  return (request, response) => {
    const { operation } = contextOf(response);
    if (operation) check(operation, request.body);
    return undefined;
  };
}
