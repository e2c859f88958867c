import type { IncomingMessage } from 'node:http';
import { type OperationId, operations } from '../../generated/operations.ts';
import { bearerOf, unauthorized } from '../../server/core/bearer.ts';
import { ProblemError } from '../../server/core/problems.ts';
import { findRoute, type Route } from '../../server/core/routes.ts';
import { continueTrace } from '../../server/core/trace.ts';
import { checkHost, originOf } from '../../server/http/origin.ts';
import { readBody } from './body.ts';
import { objectOf } from './objects.ts';
import { exampleOfObject, exampleOfProblem, type Outcome } from './outcomes.ts';
import { pageOf } from './paging.ts';
import { type Preference, readPrefer } from './prefer.ts';
import type { Prism, PrismRequest } from './prism.ts';
import { problemReply, type Reply, realised, traced } from './reply.ts';
import { readParameters, type Target, targetOf } from './request.ts';

export interface HandlerOptions {
  prism: Prism;
  /** The contract, for `getOpenApi`. */
  document: object;
  reportFailure(error: unknown): void;
}

/** Answers a request whose target is in origin form. */
export type Handler = (request: IncomingMessage) => Promise<Reply>;

/** What is known of a request once its address is known; the checks of body and form complete `input`. */
interface Asked {
  request: IncomingMessage;
  target: Target;
  traceId: string;
  route: Route;
  operation: OperationId;
  outcomes: Outcome[];
  /** What Prism is asked. */
  input: PrismRequest;
}

/**
 * Stands before Prism for what Prism does not do as the contract says, in the order that the contract gives
 * [checks.order]: credential, path and method, body, then the rest of the request, which Prism validates, then the id:
 * what has no example does not exist. Prism's own problems never leave here.
 */
export function createHandler({ prism, document, reportFailure }: HandlerOptions): Handler {
  async function handle(request: IncomingMessage, target: Target, traceId: string): Promise<Reply> {
    checkHost(request);
    const { method = 'GET' } = request;
    const found = findRoute(target.path);
    checkCredential(request, found);
    const route = checkPath(found);
    if (method === 'OPTIONS') return { status: 204, headers: { Allow: route.allow, 'Cache-Control': 'no-store' } };
    const operation = checkMethod(route, method);
    const outcomes = prism.outcomes(operation);
    return answer({ request, target, traceId, route, operation, outcomes, input: inputOf(operation, route) });
  }

  async function answer(asked: Asked): Promise<Reply> {
    const { request, operation, outcomes } = asked;
    const preference = readPrefer(request.headers.prefer?.toString(), operation, outcomes);
    if (preference && preference.status >= 400) return preferred(asked, preference);
    const refusal = await checkBody(asked);
    if (refusal) return refusal;
    const reply = await checkForm(asked);
    if (reply.status >= 400) return realised(reply, asked.traceId, asked.target.path);
    return preference ? preferred(asked, preference) : shown(asked, reply);
  }

  /** 413, 415, 400: the example of what is wrong, where the contract has one. */
  async function checkBody(asked: Asked): Promise<Reply | undefined> {
    const { request, operation, outcomes, input, target, traceId } = asked;
    if (!operations[operation].body) return undefined;
    try {
      input.body = await readBody(request);
      return undefined;
    } catch (error) {
      const example = error instanceof ProblemError ? exampleOfProblem(outcomes, error) : undefined;
      if (!(error instanceof ProblemError && example)) throw error;
      return realised(await prism.example(input, error.status, example.name), traceId, target.path);
    }
  }

  /** 400: the query, and what Prism validates. Where nothing is wrong this is the answer. */
  async function checkForm({ operation, input, target }: Asked): Promise<Reply> {
    input.url.query = readParameters(target.query, prism.takesFilter(operation));
    return prism.answer(operation, input);
  }

  /** The answer as this request gets it. @throws ProblemError 404 for an id that no example has. */
  function shown({ request, operation, outcomes, route, target }: Asked, reply: Reply): Reply {
    if (operation === 'getOpenApi') return { ...reply, body: { ...document, servers: [{ url: originOf(request) }] } };
    if (prism.takesFilter(operation)) return { ...reply, body: pageOf(reply.body, target.query) };
    const object = objectOf(route);
    if (!object) return reply;
    if (!exampleOfObject(prism.outcomes(object.reader), object.id)) throw new ProblemError(404);
    const example = exampleOfObject(outcomes, object.id);
    return example ? { ...reply, body: example.value } : reply;
  }

  async function preferred({ request, input, traceId }: Asked, { status, example }: Preference): Promise<Reply> {
    const reply = await prism.example(input, status, example);
    reply.headers['Preference-Applied'] = `code=${status}${example ? `, example=${example}` : ''}`;
    return request.headers.traceparent ? traced(reply, traceId) : reply;
  }

  return async (request) => {
    const target = targetOf(request);
    const traceId = String(continueTrace(request.headers.traceparent?.toString()));
    try {
      return await handle(request, target, traceId);
    } catch (error) {
      if (error instanceof ProblemError) return problemReply(error, traceId, target.path);
      // The caller is gone: no failure, and no one to tell.
      if (request.destroyed && !request.complete) throw error;
      reportFailure(error);
      return problemReply(new ProblemError(500), traceId, target.path);
    }
  };
}

/** 401. Any credential will do, as long as there is one. */
function checkCredential({ headers }: IncomingMessage, route: Route | undefined): void {
  if (!route?.isPublic && bearerOf(headers.authorization) === undefined) throw unauthorized();
}

/** 404 */
function checkPath(route: Route | undefined): Route {
  if (!route) throw new ProblemError(404);
  return route;
}

/** 405 */
function checkMethod({ operation, allow }: Route, method: string): OperationId {
  const id = operation(method);
  if (!id) throw new ProblemError(405, { headers: { Allow: allow } });
  return id;
}

function inputOf(operation: OperationId, { path }: Route): PrismRequest {
  return { method: operations[operation].method.toLowerCase() as PrismRequest['method'], url: { path } };
}
