import { type OperationId, operations } from '../../generated/operations.ts';
import type { AtOnce } from './at-once.ts';
import type { Handlers } from './handler.ts';
import type { Principal } from './principal.ts';
import { asksForStream, formatOf, type StreamFormat } from './stream/format.ts';
import type { StreamOf } from './stream/stream.ts';

/** A request to any operation: the checks before it have made it what the handler's type asks for. */
export interface UntypedRequest {
  principal: Principal | undefined;
  path: unknown;
  /** As it was sent, without `?`. */
  query: string;
  body: unknown;
  /** A header as it was sent. */
  header(name: string): string | undefined;
  origin(): string;
  stream?: StreamFormat;
  signal?: AbortSignal;
}

/** What the handler of any operation answers. */
export interface UntypedResult {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  text?: string;
  stream?: StreamOf<object>;
}

/** The handler of an operation, for who does not know which one it is. */
export function untypedHandler(
  handlers: Handlers,
  operation: OperationId,
): (request: UntypedRequest) => AtOnce<UntypedResult> {
  return handlers[operation] as (request: UntypedRequest) => AtOnce<UntypedResult>;
}

/**
 * Tells a list whether it is asked for as a stream, and when its caller has left; no other operation is told.
 * @param leaving Asked for the signal where it is needed: it takes a listener.
 */
export function tellList(operation: OperationId, request: UntypedRequest, leaving: () => AbortSignal): void {
  if (!operations[operation].streams) return;
  request.signal = leaving();
  if (asksForStream(request.header('MPT-Streaming'))) request.stream = formatOf(request.header('Accept'));
}
