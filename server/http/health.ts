import type { Response } from 'express';
import { StoreUnavailable } from '../core/ports/store-unavailable.ts';
import { ProblemError } from '../core/problems.ts';
import { contextOf } from './context.ts';
import { send } from './send.ts';
import type { Outcome, Step } from './step.ts';

export interface Health {
  /** Rejects where the server cannot answer requests. Fulfils with what an operator should look at all the same. */
  check(): Promise<string[]>;
}

/**
 * `/healthz`: the process answers. `/readyz`: its database can be read and written, and it is not stopping. Both stand
 * outside the contract.
 */
export function health({ check }: Health): Step {
  const answer = (response: Response, value: object): Outcome => {
    send(response, { status: 200, body: { mediaType: 'application/json', value } });
    return 'answered';
  };
  const answerReadiness = async (response: Response) => {
    const warnings = await check().catch((cause) => {
      throw cause instanceof StoreUnavailable ? cause : new ProblemError(503, { cause });
    });
    return answer(response, { status: 'ok', ...(warnings.length > 0 && { warnings }) });
  };
  return ({ method }, response) => {
    if (method !== 'GET' && method !== 'HEAD') return undefined;
    const { pathname } = contextOf(response);
    if (pathname === '/healthz') return answer(response, { status: 'ok' });
    return pathname === '/readyz' ? answerReadiness(response) : undefined;
  };
}
