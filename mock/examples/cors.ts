import type { IncomingMessage, ServerResponse } from 'node:http';
import { DAY_IN_SECONDS, EXPOSED } from '../../server/core/exposed.ts';

const EXPOSED_HERE = [...EXPOSED, 'Preference-Applied', 'sl-violations'].join(', ');

/** Lets a page of any origin read the answer. */
export function permit(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Expose-Headers', EXPOSED_HERE);
}

/** The headers that answer a preflight, or undefined where the request is none. */
export function preflight({ method, headers }: IncomingMessage): Record<string, string> | undefined {
  const requested = headers['access-control-request-method'];
  if (method !== 'OPTIONS' || !headers.origin || !requested) return undefined;
  return {
    'Access-Control-Allow-Methods': requested,
    // By name: a `*` does not stand for `Authorization`.
    'Access-Control-Allow-Headers': headers['access-control-request-headers'] ?? '*',
    'Access-Control-Max-Age': String(DAY_IN_SECONDS),
    Vary: 'Access-Control-Request-Method, Access-Control-Request-Headers',
  };
}
