import { DAY_IN_SECONDS, EXPOSED } from '../../server/core/exposed.ts';
import type { SandboxRequest } from './exchange.ts';

/** Headers of the sandbox itself. */
export const STATE_HEADER = 'Sandbox-State';
export const STAND_IN_HEADER = 'Sandbox-Acts-As';
export const RULE_HEADER = 'Sandbox-Rule';

/** Lets a page of any origin read an answer. */
export const PERMISSION = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': [...EXPOSED, 'Preference-Applied', STAND_IN_HEADER, RULE_HEADER].join(', '),
};

/** The headers that answer a preflight, or undefined where a request is none. */
export function preflight({ method, headers }: Pick<SandboxRequest, 'method' | 'headers'>) {
  const requested = headers['access-control-request-method'];
  if (method !== 'OPTIONS' || requested === undefined) return undefined;
  return {
    'Access-Control-Allow-Methods': requested,
    // By name: a `*` does not stand for `Authorization`.
    'Access-Control-Allow-Headers': headers['access-control-request-headers'] ?? '*',
    'Access-Control-Max-Age': String(DAY_IN_SECONDS),
    Vary: 'Access-Control-Request-Method, Access-Control-Request-Headers',
  };
}
