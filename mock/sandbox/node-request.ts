import type { IncomingMessage, ServerResponse } from 'node:http';
import { originOf } from '../../server/http/origin.ts';
import { readBody } from '../body.ts';
import type { SandboxRequest } from '../engine/exchange.ts';

/** A request of Node's, whose target is in origin form, as the sandbox takes it. */
export function sandboxRequest(request: IncomingMessage, response: ServerResponse): SandboxRequest {
  const { method = 'GET', url = '/', socket } = request;
  const leaving = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) leaving.abort();
  });
  return {
    method,
    target: url,
    headers: headersOf(request),
    origin: originOf(request),
    address: socket.remoteAddress ?? '',
    readBody: (limit) => readBody(request, limit),
    signal: leaving.signal,
  };
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return Object.fromEntries(entries);
}
