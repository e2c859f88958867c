import { setTimeout } from 'node:timers/promises';
import { type OperationId, operations } from '../../generated/operations.ts';
import type { ContractValidation } from './contract.ts';

/** Long enough for a request to come in between, and to be answered. */
const PAUSE_MS = 20;

/**
 * Compiles what no request has needed yet, one operation at a time, so that nobody waits for more than a part of it: neither the first
 * request, nor who starts the server.
 * @throws what `compile` throws.
 */
export async function compileAhead({ compile }: Pick<ContractValidation, 'compile'>): Promise<void> {
  for (const operation of Object.keys(operations) as OperationId[]) {
    await setTimeout(PAUSE_MS, undefined, { ref: false });
    compile(operation);
  }
}
