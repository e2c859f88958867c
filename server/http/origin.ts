import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { ProblemError } from '../core/problems.ts';

// The URL parser alone also takes user names, paths and quotes.
const HOST = /^([\w.-]+|\[[\da-f:.]+\])(:\d+)?$/i;

/**
 * HTTP/1.1 asks for `Host` (RFC 9110, 7.2). Node leaves the check to us, so that its refusal is a problem document as
 * every other.
 * @throws ProblemError 400
 */
export function checkHost({ httpVersion, headers }: IncomingMessage): void {
  if (httpVersion === '1.1' && headers.host === undefined) {
    throw new ProblemError(400, { detail: 'The request has no Host header.' });
  }
}

export const requireHost: RequestHandler = (request, _response, next) => {
  checkHost(request);
  next();
};

/**
 * A client may send its target as a whole URL, whose host then counts and not the header's (RFC 9112, 3.2.2). Everything
 * after this reads paths only.
 */
export function toOriginForm(request: IncomingMessage): void {
  const [, host, target = ''] = /^https?:\/\/([^/?#]+)(.*)$/i.exec(request.url ?? '') ?? [];
  if (host === undefined) return;
  request.headers.host = host;
  request.url = target.startsWith('/') ? target : `/${target}`;
}

/** Scheme, host and port that the client used; the address of the socket where it did not say. */
export function originOf(
  { headers, socket: { localAddress = '127.0.0.1', localPort } }: IncomingMessage,
  scheme = 'http',
): string {
  const socket = `${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
  const { host = '' } = headers;
  const candidate = `${scheme}://${host}`;
  return HOST.test(host) && URL.canParse(candidate) ? new URL(candidate).origin : `http://${socket}`;
}
