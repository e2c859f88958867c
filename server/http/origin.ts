import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { ProblemError } from '../core/problems.ts';

// The URL parser alone also takes user names, paths and quotes.
const HOST = /^([\w.-]+|\[[\da-f:.]+\])(:\d+)?$/i;

/** Node leaves the check of `Host` to us, so that its refusal is a problem document as every other. */
export const requireHost: RequestHandler = (request, _response, next) => {
  const isMissing = request.httpVersion === '1.1' && request.get('Host') === undefined;
  next(isMissing ? new ProblemError(400, { detail: 'The request has no Host header.' }) : undefined);
};

/**
 * A client may send its target as a whole URL, whose host then counts and not the header's (RFC 9112, section 3.2.2).
 * Everything after this reads paths only.
 */
export function toOriginForm(request: IncomingMessage): void {
  const [, host, target = ''] = /^https?:\/\/([^/?#]+)(.*)$/i.exec(request.url ?? '') ?? [];
  if (host === undefined) return;
  request.headers.host = host;
  request.url = target.startsWith('/') ? target : `/${target}`;
}

/** Scheme, host and port that the client used; the address of the socket where it did not say. */
export function originOf(request: Request): string {
  const { localAddress = '127.0.0.1', localPort } = request.socket;
  const socket = `${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
  const host = request.get('Host') ?? '';
  const candidate = `${request.protocol}://${host}`;
  return HOST.test(host) && URL.canParse(candidate) ? new URL(candidate).origin : `http://${socket}`;
}
