import type { IncomingMessage, ServerResponse } from 'node:http';
import { withoutSecrets } from '../../server/core/credential.ts';
import { type Problem, type ProblemError, problemDocument } from '../../server/core/problems.ts';

/** An answer before it is bytes. */
export interface Reply {
  status: number;
  headers: Record<string, string | number>;
  /** A JSON value; undefined is no body. */
  body?: unknown;
  /** In place of a body: records, a line each. */
  lines?: unknown[];
}

/** The answer for a problem that the mock finds where the contract has no example for it. */
export function problemReply(problem: ProblemError, traceId: string, instance: string): Reply {
  return {
    status: problem.status,
    headers: { 'Cache-Control': 'no-store', 'Content-Type': 'application/problem+json', ...problem.headers },
    body: problemDocument(problem, traceId, withoutSecrets(instance)),
  };
}

/** The example of a problem, as the answer to a request that really has it. */
export function realised(reply: Reply, traceId: string, instance: string): Reply {
  if (!isProblem(reply)) return reply;
  const { body } = reply;
  return {
    ...reply,
    body: { ...body, traceId, ...(body.instance !== undefined && { instance: withoutSecrets(instance) }) },
  };
}

/** An example that was asked for, in the trace of the request that asked. */
export function traced(reply: Reply, traceId: string): Reply {
  return isProblem(reply) ? { ...reply, body: { ...reply.body, traceId } } : reply;
}

/** Sends it; a body is left out for HEAD, with the headers that it would have had. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body, lines }: Reply,
): void {
  const bytes = Buffer.from(lines ? lines.map((line) => `${JSON.stringify(line)}\n`).join('') : textOf(body));
  response.writeHead(status, {
    ...headers,
    ...(status !== 204 && status !== 304 && { 'Content-Length': bytes.length }),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function textOf(body: unknown): string {
  return body === undefined ? '' : JSON.stringify(body);
}

function isProblem(reply: Reply): reply is Reply & { body: Problem } {
  return reply.status >= 400;
}
