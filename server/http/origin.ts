import type { Request, RequestHandler } from 'express';
import { ProblemError } from '../problems.ts';

/** Node leaves the check of `Host` to us, so that its refusal is a problem document as every other. */
export const requireHost: RequestHandler = (request, _response, next) => {
  const isMissing = request.httpVersion === '1.1' && request.get('Host') === undefined;
  next(isMissing ? new ProblemError(400, { detail: 'The request has no Host header.' }) : undefined);
};

/** Scheme, host and port that the client used; the address of the socket where it did not say. */
export function originOf(request: Request): string {
  const { localAddress = '127.0.0.1', localPort } = request.socket;
  const socket = `${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
  const candidate = `${request.protocol}://${request.get('Host')}`;
  return URL.canParse(candidate) && !request.get('Host')?.includes('/')
    ? new URL(candidate).origin
    : `http://${socket}`;
}
