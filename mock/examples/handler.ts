import type { IncomingMessage } from 'node:http';
import { make, parse } from 'tctx/traceparent';
import { type OperationId, operations } from '../../generated/operations.ts';
import { ProblemError } from '../../server/core/problems.ts';
import { exampleOfObject } from './outcomes.ts';
import { pageOf } from './paging.ts';
import { readPrefer } from './prefer.ts';
import type { Prism, PrismRequest } from './prism.ts';
import { problemReply, type Reply, realised, traced } from './reply.ts';
import { readInput, type Target, targetOf } from './request.ts';
import { findRoute, type Route } from './routes.ts';

export interface HandlerOptions {
  prism: Prism;
  /** The contract, for `getOpenApi`. */
  document: object;
  reportFailure(error: unknown): void;
}

export type Handler = (request: IncomingMessage) => Promise<Reply>;

/**
 * Stands before Prism for what Prism does not do as the contract says, in the order that the contract gives: credential,
 * path and method, body, then the rest of the request, which Prism validates, then the id: what has no example does not
 * exist. Prism's own problems never leave here.
 */
export function createHandler({ prism, document, reportFailure }: HandlerOptions): Handler {
  async function handle(request: IncomingMessage, target: Target, traceId: string): Promise<Reply> {
    const { method = 'GET', headers, httpVersion } = request;
    if (httpVersion === '1.1' && headers.host === undefined) {
      throw new ProblemError(400, { detail: 'The request has no Host header.' });
    }
    const route = findRoute(target.path);
    const operation = route?.operation(method);
    if (!hasCredential(request) && !(operation && !operations[operation].secured)) {
      throw new ProblemError(401, { headers: { 'WWW-Authenticate': 'Bearer' } });
    }
    if (!route) throw new ProblemError(404);
    if (method === 'OPTIONS') return { status: 204, headers: { Allow: route.allow, 'Cache-Control': 'no-store' } };
    if (!operation) throw new ProblemError(405, { headers: { Allow: route.allow } });
    return answer(request, { operation, route, target, traceId });
  }

  async function answer(request: IncomingMessage, { operation, route, target, traceId }: Asked): Promise<Reply> {
    const outcomes = prism.outcomes(operation);
    const preference = readPrefer(request.headers.prefer?.toString(), operation, outcomes);
    const method = operations[operation].method.toLowerCase() as PrismRequest['method'];
    const input: PrismRequest = { method, url: { path: route.path } };
    if (preference && preference.status >= 400) return preferred();

    const fault = await readInput(request, { operation, target, isList: prism.takesFilter(operation) }, input);
    if (fault) return realised(await prism.example(input, fault.status, fault.example), traceId, target.path);
    const reply = await prism.answer(operation, input);
    if (reply.status >= 400) return realised(reply, traceId, target.path);
    if (preference) return preferred();
    if (operation === 'getOpenApi') return { ...reply, body: { ...document, servers: [{ url: originOf(request) }] } };
    if (prism.takesFilter(operation)) return { ...reply, body: pageOf(reply.body, target.query) };
    if (!route.object) return reply;
    const id = decodeURIComponent(route.object.id);
    if (!exampleOfObject(prism.outcomes(route.object.reader), id)) throw new ProblemError(404);
    const example = exampleOfObject(outcomes, id);
    return example ? { ...reply, body: example.value } : reply;

    async function preferred(): Promise<Reply> {
      const { status = 200, example } = preference ?? {};
      const reply = await prism.example(input, status, example);
      reply.headers['Preference-Applied'] = `code=${status}${example ? `, example=${example}` : ''}`;
      return request.headers.traceparent ? traced(reply, traceId) : reply;
    }
  }

  return async (request) => {
    const target = targetOf(request);
    const traceId = continueTrace(request.headers.traceparent?.toString());
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

interface Asked {
  operation: OperationId;
  route: Route;
  target: Target;
  traceId: string;
}

// Any credential will do, as long as there is one.
function hasCredential({ headers }: IncomingMessage): boolean {
  return /^bearer +\S+$/i.test(headers.authorization?.trim() ?? '');
}

function originOf({ headers, socket }: IncomingMessage): string {
  const host = headers.host && URL.canParse(`http://${headers.host}`) ? headers.host : `127.0.0.1:${socket.localPort}`;
  return `http://${host}`;
}

function continueTrace(header: string | undefined): string {
  const incoming = header === undefined ? null : parse(header);
  return String(incoming ? incoming.child() : make());
}
