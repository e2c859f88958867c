import { type RequestHandler, Router } from 'express';
import { type OperationId, operations } from '../../generated/operations.ts';
import type { Handlers } from '../core/handler.ts';
import type { Principal } from '../core/principal.ts';
import { ProblemError } from '../core/problems.ts';
import { ignoreBody, jsonBody } from './body.ts';
import { contextOf } from './context.ts';
import { originOf } from './origin.ts';
import { expressPath } from './paths.ts';

export interface RouterOptions {
  handlers: Handlers;
  /** Validation against the contract. */
  validation: RequestHandler[];
  /** In bytes. */
  bodyLimit: number;
}

type Operation = [OperationId, (typeof operations)[OperationId]];

/** Every path of the contract: its operations, `OPTIONS`, and 405 for the rest; 404 for every other path. */
export function operationRouter(options: RouterOptions): Router {
  const router = Router();
  router.use(headAsGet);
  const byPath = Map.groupBy(Object.entries(operations) as Operation[], ([, { path }]) => path);
  for (const [path, pathOperations] of byPath) {
    const route = router.route(expressPath(path));
    for (const [id, { method, body }] of pathOperations) {
      const readBody = body ? jsonBody(options.bodyLimit) : [ignoreBody];
      const handlers = [...readBody, ...options.validation, answer(options.handlers, id)];
      route[method.toLowerCase() as Lowercase<typeof method>](...handlers);
    }
    const allow = allowedMethods(pathOperations.map(([, { method }]) => method));
    route.options((_request, response) => void response.status(204).set('Allow', allow).end());
    route.all(() => {
      throw new ProblemError(405, { headers: { Allow: allow }, detail: `This path has ${allow}.` });
    });
  }
  router.use(() => {
    throw new ProblemError(404);
  });
  return router;
}

function allowedMethods(methods: readonly string[]): string {
  return [...methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])), 'OPTIONS'].join(', ');
}

/** The validator knows no HEAD; Node leaves the body out of the answer by itself. */
const headAsGet: RequestHandler = (request, _response, next) => {
  if (request.method === 'HEAD') request.method = 'GET';
  next();
};

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

/** Runs the handler of an operation. Validation has made the request what the handler's type asks for. */
function answer(handlers: Handlers, id: OperationId): RequestHandler {
  const handler = handlers[id] as (request: UntypedRequest) => Promise<UntypedResult>;
  return async (request, response) => {
    const { status, headers, body } = await handler({
      principal: contextOf(response).principal,
      path: request.params,
      query: request.originalUrl.split('?').slice(1).join('?'),
      body: request.body,
      origin: originOf(request, request.protocol),
    });
    response.status(status).set(headers ?? {});
    if (body === undefined) response.end();
    else response.json(body);
  };
}
