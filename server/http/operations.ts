import type { RequestHandler } from 'express';
import type { Handlers } from '../core/handler.ts';
import type { Principal } from '../core/principal.ts';
import { ProblemError } from '../core/problems.ts';
import { contextOf } from './context.ts';
import { originOf } from './origin.ts';

interface UntypedRequest {
  principal: Principal | undefined;
  path: unknown;
  query: string;
  body: unknown;
  origin: string;
}

interface UntypedResult {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Runs the handler of the operation. The checks before it have made the request what the handler's type asks for. */
export function answerOperation(handlers: Handlers): RequestHandler {
  return async (request, response) => {
    const { route, operation, principal } = contextOf(response);
    if (!route || !operation) throw new ProblemError(404);
    const handler = handlers[operation] as (request: UntypedRequest) => Promise<UntypedResult>;
    const { status, headers, body } = await handler({
      principal,
      path: route.parameters,
      query: request.originalUrl.split('?').slice(1).join('?'),
      body: request.body,
      origin: originOf(request, request.protocol),
    });
    response.status(status).set(headers ?? {});
    if (body === undefined) response.end();
    else response.json(body);
  };
}
