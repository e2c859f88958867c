import type { IncomingMessage } from 'node:http';
import { make, parse } from 'tctx/traceparent';
import { type OperationId, operations } from '../generated/operations.ts';
import { ProblemError } from '../server/problems.ts';
import { readBody } from './body.ts';
import { readPrefer } from './prefer.ts';
import type { Prism, PrismRequest } from './prism.ts';
import { problemReply, type Reply, realised, traced } from './reply.ts';
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
 * path and method, body, then the rest of the request, which Prism validates. Prism's own problems never leave here.
 */
export function createHandler({ prism, document, reportFailure }: HandlerOptions): Handler {
  async function handle(request: IncomingMessage, target: Target, traceId: string): Promise<Reply> {
    const { method = 'GET' } = request;
    const route = findRoute(target.path);
    const operation = route?.operation(method);
    if (!hasCredential(request) && !(operation && !operations[operation].secured)) {
      throw new ProblemError(401, { headers: { 'WWW-Authenticate': 'Bearer' } });
    }
    if (!route) throw new ProblemError(404);
    if (method === 'OPTIONS') return { status: 204, headers: { Allow: route.allow, 'Cache-Control': 'no-store' } };
    if (!operation) throw new ProblemError(405, { headers: { Allow: route.allow } });
    return answer(request, operation, prismRequest(operation, route, target), target, traceId);
  }

  async function answer(
    request: IncomingMessage,
    operation: OperationId,
    input: PrismRequest,
    target: Target,
    traceId: string,
  ): Promise<Reply> {
    const preference = readPrefer(request.headers.prefer?.toString(), operation, prism.outcomes(operation));
    if (preference && preference.status >= 400) return preferred();

    const fault = await faultOf(request, operation, input, target);
    if (fault) return realised(await prism.example(input, fault.status, fault.example), traceId, target.path);
    const reply = await prism.answer(input);
    if (reply.status >= 400) return realised(reply, traceId, target.path);
    if (preference) return preferred();
    return operation === 'getOpenApi'
      ? { ...reply, body: { ...document, servers: [{ url: originOf(request) }] } }
      : reply;

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

interface Target {
  path: string;
  query: string;
}

// The request line may also hold an absolute URL (RFC 9112, section 3.2.2).
function targetOf({ url = '/' }: IncomingMessage): Target {
  const [path = '', ...query] = url.replace(/^https?:\/\/[^/?]*/i, '').split('?');
  return { path: path || '/', query: query.join('?') };
}

function prismRequest(operation: OperationId, route: Route, target: Target): PrismRequest {
  const query: Record<string, string | string[]> = {};
  const parameters = new URLSearchParams(target.query);
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name);
    query[name] = values.length === 1 ? String(values[0]) : values;
  }
  const method = operations[operation].method.toLowerCase() as PrismRequest['method'];
  return { method, url: { path: route.path, query } };
}

/** What is wrong with the request that Prism would not see; a body that is right goes into what Prism gets. */
async function faultOf(request: IncomingMessage, operation: OperationId, input: PrismRequest, target: Target) {
  if (operations[operation].body) {
    const body = await readBody(request);
    if ('status' in body) return body;
    input.body = body.value;
  }
  return isEncoded(target.path) && isEncoded(target.query) ? undefined : { status: 400, example: 'malformed-path' };
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
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
