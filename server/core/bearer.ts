import { ProblemError } from './problems.ts';

/** The credential in an `Authorization` header, whose scheme ignores case [auth.scheme-case]; undefined where it has none. */
export function bearerOf(header: string | undefined): string | undefined {
  return /^bearer +(\S+)$/i.exec(header?.trim() ?? '')?.[1];
}

/** The failure of a request that needs a caller and has none: always the same, whatever is wrong [auth.failure-alike]. */
export function unauthorized(): ProblemError {
  return new ProblemError(401, { headers: { 'WWW-Authenticate': 'Bearer' } });
}
