import type { IncomingMessage } from 'node:http';
import { operations } from '../../generated/operations.ts';
import { ProblemError } from '../core/problems.ts';
import type { Step } from './step.ts';

/** What `Host` may hold (RFC 9110, 7.2), nothing included. */
const AUTHORITY = /^((?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})*|\[[\da-f:.]+\])(:\d*)?$/i;

const METHODS = [...new Set(Object.values(operations).map(({ method }) => method)), 'HEAD', 'OPTIONS'].join(', ');

/**
 * What a request must be, whatever it asks for; its target is in origin form already, where it can be. Node leaves this to
 * us, so that a refusal is a problem document as every other.
 * @throws ProblemError 400 for a `Host` that is missing in HTTP/1.1, there twice or no host [addresses.host], and for a target
 * that is no path [addresses.target]; 405 for CONNECT, which no path has.
 */
export function checkMessage({ httpVersion, method, url = '', headers, rawHeaders }: IncomingMessage): void {
  const sent = hostsOf(rawHeaders);
  if (sent.length === 0 && httpVersion === '1.1') throw malformed('The request has no Host header.');
  if (sent.length > 1) throw malformed('The request has more than one Host header.');
  // That of the target, where it was a whole URL; it stands in place of what was sent.
  if (![headers.host ?? '', ...sent.filter((host) => host !== headers.host)].every((host) => AUTHORITY.test(host))) {
    throw malformed('The host of a request must be a name or an address, with a port or without.');
  }
  if (method === 'CONNECT') throw new ProblemError(405, { headers: { Allow: METHODS } });
  if (url.includes('#') || (url === '*' && method !== 'OPTIONS')) {
    throw malformed('The target must be a path, or a whole URL of http or https, without a fragment.');
  }
}

/** Each `Host` as it was sent; of these only, where Node would make a list of every header. */
function hostsOf(rawHeaders: readonly string[]): string[] {
  const hosts: string[] = [];
  for (let name = 0; name < rawHeaders.length; name += 2) {
    if (rawHeaders[name]?.toLowerCase() === 'host') hosts.push(rawHeaders[name + 1] ?? '');
  }
  return hosts;
}

export const requireMessage: Step = (request) => {
  checkMessage(request);
  return undefined;
};

function malformed(detail: string): ProblemError {
  return new ProblemError(400, { detail });
}
