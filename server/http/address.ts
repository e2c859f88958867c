import { ProblemError } from '../core/problems.ts';
import { findRoute } from '../core/routes.ts';
import { contextOf } from './context.ts';
import { send } from './send.ts';
import type { Step } from './step.ts';

/** Finds what of the contract a request goes to; whether there is anything is for `requireAddress` to say. */
export const findAddress: Step = (request, response) => {
  const context = contextOf(response);
  context.route = findRoute(context.pathname);
  context.operation = context.route?.operation(request.method);
  return undefined;
};

/** 404 and 405, and the answer to `OPTIONS`, which every path has [addresses.method] [addresses.options]. */
export const requireAddress: Step = (request, response) => {
  const { route, operation } = contextOf(response);
  if (!route) throw new ProblemError(404, { code: 'path.unknown' });
  const { allow } = route;
  if (request.method === 'OPTIONS') {
    send(response, { status: 204, headers: { Allow: allow } });
    return 'answered';
  }
  if (!operation) throw new ProblemError(405, { headers: { Allow: allow }, detail: `This path has ${allow}.` });
  // The validator knows no HEAD; Node leaves the body out of the answer by itself.
  if (request.method === 'HEAD') request.method = 'GET';
  return undefined;
};
