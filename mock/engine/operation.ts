import { operations } from '../../generated/operations.ts';
import type { Principal } from '../../server/core/principal.ts';
import { ProblemError } from '../../server/core/problems.ts';
import { asksForStream, formatOf, type StreamFormat } from '../../server/core/stream/format.ts';
import type { StreamOf } from '../../server/core/stream/stream.ts';
import type { Asked } from './asked.ts';
import { JSON_TYPE, type Reply } from './reply.ts';

interface UntypedRequest {
  principal: Principal | undefined;
  path: unknown;
  query: string;
  body: unknown;
  header(name: string): string | undefined;
  origin: string;
  stream?: StreamFormat;
  signal?: AbortSignal | undefined;
}

interface UntypedResult {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  stream?: StreamOf<object>;
}

/** Runs the handler of the operation. The checks before it have made the request what the handler's type asks for. */
export async function answerOperation({
  state,
  request,
  route,
  operation,
  principal,
  query,
  body,
}: Asked): Promise<Reply> {
  if (!route || !operation) throw new ProblemError(404);
  const { headers, origin, signal } = request;
  const isList = operations[operation].streams;
  const handler = state.core.handlers[operation] as (request: UntypedRequest) => Promise<UntypedResult>;
  const result = await handler({
    principal,
    path: route.parameters,
    query,
    body,
    header: (name) => headers[name.toLowerCase()],
    origin,
    ...(isList && { signal: signal ?? new AbortController().signal }),
    ...(isList && asksForStream(headers['mpt-streaming']) && { stream: formatOf(headers.accept) }),
  });
  const caching =
    operation === 'getOpenApi' ? { 'Cache-Control': 'no-cache', Vary: 'Host' } : { 'Cache-Control': 'no-store' };
  const type = result.body === undefined ? {} : { 'Content-Type': JSON_TYPE };
  return { ...result, headers: { ...caching, ...type, ...result.headers } };
}
