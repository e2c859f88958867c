import type { RequestHandler } from 'express';
import { StoreUnavailable } from '../core/ports/store-unavailable.ts';
import { ProblemError } from '../core/problems.ts';

export interface Health {
  /** Rejects where the server cannot answer requests. Fulfils with what an operator should look at all the same. */
  check(): Promise<string[]>;
}

/**
 * `/healthz`: the process answers. `/readyz`: its database can be read and written, and it is not stopping. Both stand
 * outside the contract.
 */
export function health({ check }: Health): RequestHandler {
  return async (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    if (request.path === '/healthz') return void response.json({ status: 'ok' });
    if (request.path !== '/readyz') return next();
    try {
      const warnings = await check();
      response.json({ status: 'ok', ...(warnings.length > 0 && { warnings }) });
    } catch (cause) {
      next(cause instanceof StoreUnavailable ? cause : new ProblemError(503, { cause }));
    }
  };
}
