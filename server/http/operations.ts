import type { RequestHandler, Response } from 'express';
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

/**
 * Runs the handler of the operation. The checks before it have made the request what the handler's type asks for.
 * @param publicUrl The origin that the served contract names, in place of the one that the client used.
 */
export function answerOperation(handlers: Handlers, publicUrl?: string): RequestHandler {
  return async (request, response) => {
    const { route, operation, principal } = contextOf(response);
    if (!route || !operation) throw new ProblemError(404);
    const handler = handlers[operation] as (request: UntypedRequest) => Promise<UntypedResult>;
    const { status, headers, body } = await handler({
      principal,
      path: route.parameters,
      query: request.originalUrl.split('?').slice(1).join('?'),
      body: request.body,
      origin: publicUrl ?? originOf(request, request.protocol),
    });
    if (operation === 'getOpenApi') describeContract(response, publicUrl === undefined);
    response.status(status).set(headers ?? {});
    if (body === undefined) response.end();
    else response.json(body);
  };
}

/** A cache asks each time, and keeps what names one origin from who uses another [contract.caching]. */
function describeContract(response: Response, namesHost: boolean): void {
  response.set('Cache-Control', 'no-cache');
  if (namesHost) response.vary('Host');
}
