import { DAY_IN_SECONDS } from '../server/core/exposed.ts';

interface Asking {
  method?: string | undefined;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The headers that answer a preflight, or undefined where a request is none. */
export function preflight({ method, headers }: Asking): Record<string, string> | undefined {
  const requested = headers['access-control-request-method'];
  if (method !== 'OPTIONS' || !requested) return undefined;
  return {
    'Access-Control-Allow-Methods': String(requested),
    // By name: a `*` does not stand for `Authorization`.
    'Access-Control-Allow-Headers': String(headers['access-control-request-headers'] ?? '*'),
    'Access-Control-Max-Age': String(DAY_IN_SECONDS),
    Vary: 'Access-Control-Request-Method, Access-Control-Request-Headers',
  };
}
