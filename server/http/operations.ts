import type { RequestHandler, Response } from 'express';
import { operations } from '../../generated/operations.ts';
import type { Handlers } from '../core/handler.ts';
import type { Principal } from '../core/principal.ts';
import { ProblemError } from '../core/problems.ts';
import { asksForStream, formatOf, type StreamFormat } from '../core/stream/format.ts';
import type { StreamOf } from '../core/stream/stream.ts';
import type { ClientReader } from './client.ts';
import { contextOf } from './context.ts';
import type { AnswerCheck } from './contract.ts';
import { leavingOf } from './leaving.ts';
import type { RecordCheck } from './records.ts';
import { sendStream } from './stream.ts';

interface UntypedRequest {
  principal: Principal | undefined;
  path: unknown;
  query: string;
  body: unknown;
  header(name: string): string | undefined;
  origin: string;
  stream?: StreamFormat | undefined;
  signal?: AbortSignal;
}

interface UntypedResult {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  stream?: StreamOf<object>;
}

export interface AnswerOptions {
  checkAnswer: AnswerCheck;
  checkRecord: RecordCheck;
  client: ClientReader;
  /** The origin that the served contract names, in place of the one that the client used. */
  publicUrl: string | undefined;
}

/** Runs the handler of the operation. The checks before it have made the request what the handler's type asks for. */
export function answerOperation(handlers: Handlers, options: AnswerOptions): RequestHandler {
  const { checkAnswer, checkRecord: check, client, publicUrl } = options;
  const { clientOf, originHeaders } = client;
  return async (request, response) => {
    const { route, operation, principal } = contextOf(response);
    if (!route || !operation) throw new ProblemError(404);
    const isList = operations[operation].streams;
    const handler = handlers[operation] as (request: UntypedRequest) => Promise<UntypedResult>;
    const { status, headers, body, stream } = await handler({
      principal,
      path: route.parameters,
      query: request.originalUrl.split('?').slice(1).join('?'),
      body: request.body,
      header: (name) => request.get(name),
      // Read by one operation only.
      get origin() {
        return publicUrl ?? clientOf(request).origin;
      },
      ...(isList && { signal: leavingOf(response) }),
      ...(isList && asksForStream(request.get('MPT-Streaming')) && { stream: formatOf(request.get('Accept')) }),
    });
    if (operation === 'getOpenApi') describeContract(response, publicUrl === undefined ? originHeaders : []);
    if (stream) return sendStream(request, response, { operation, stream, check });
    checkAnswer(operation, { status, contentType: 'application/json', body });
    response.status(status).set(headers ?? {});
    if (body === undefined) response.end();
    else response.json(body);
  };
}

/** A cache asks each time, and keeps what names one origin from who uses another [contract.caching]. */
function describeContract(response: Response, originHeaders: readonly string[]): void {
  response.set('Cache-Control', 'no-cache');
  for (const name of originHeaders) response.vary(name);
}
