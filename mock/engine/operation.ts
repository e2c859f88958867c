import { type OperationId, operations } from '../../generated/operations.ts';
import type { Principal } from '../../server/core/principal.ts';
import { ProblemError } from '../../server/core/problems.ts';
import { asksForStream, formatOf, type StreamFormat } from '../../server/core/stream/format.ts';
import type { StreamOf } from '../../server/core/stream/stream.ts';
import type { Asked } from './asked.ts';
import type { DeclaredAnswer } from './declared.ts';
import { overriddenReply } from './overridden.ts';
import { JSON_TYPE, type Reply } from './reply.ts';

type Declared = Readonly<Record<OperationId, readonly DeclaredAnswer[]>>;

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

/**
 * Runs the handler of the operation, or what was set in its place. The checks before it have made the request what the
 * handler's type asks for.
 */
export async function answerOperation(asked: Asked, declared: Declared): Promise<Reply> {
  const { state, request, route, operation, principal, query, body } = asked;
  if (!route || !operation) throw new ProblemError(404);
  const { headers, origin, signal } = request;
  const isList = operations[operation].streams;
  const handler = state.core.handlers[operation] as (request: UntypedRequest) => Promise<UntypedResult>;
  const told: UntypedRequest = {
    principal,
    path: route.parameters,
    query,
    body,
    header: (name) => headers[name.toLowerCase()],
    origin,
    ...(isList && { signal: signal ?? new AbortController().signal }),
    ...(isList && asksForStream(headers['mpt-streaming']) && { stream: formatOf(headers.accept) }),
  };
  const asUsual = () => handler(told);
  const override = state.overrides.of(operation);
  if (override) asked.because = 'override';
  const result = override
    ? overriddenReply(await override(told, asUsual), asked, operation, declared[operation])
    : await asUsual();
  const caching =
    operation === 'getOpenApi' ? { 'Cache-Control': 'no-cache', Vary: 'Host' } : { 'Cache-Control': 'no-store' };
  const type = result.body === undefined ? {} : { 'Content-Type': JSON_TYPE };
  return { ...result, headers: { ...caching, ...type, ...result.headers } };
}
