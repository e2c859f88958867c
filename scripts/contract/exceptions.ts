import { type OperationId, operations } from '../../generated/operations.ts';
import { operationIds } from './document.ts';

/** What counts coverage: `npm test`, or `npm run verify -- --coverage`. */
export type Run = 'tests' | 'verify';

/** A status of an operation, such as `getAccount 403`, that runs of a kind do not exercise, and why. */
export interface Exception {
  status: string;
  by: readonly Run[];
  reason: string;
}

const OWN_ACCOUNT = 'every valid credential may read its own account; declared as the platform publishes it';

/** The one list of statuses that are not exercised. `npm run coverage` fails for one that the tests do exercise. */
export const EXCEPTIONS: readonly Exception[] = [
  { status: 'listAccounts 403', by: ['tests', 'verify'], reason: OWN_ACCOUNT },
  { status: 'getAccount 403', by: ['tests', 'verify'], reason: OWN_ACCOUNT },
  {
    status: 'getOpenApi 500',
    by: ['tests'],
    reason: 'the document is read at the start and needs nothing that could fail',
  },
  ...ofAll(500, 'a deployment is not broken on purpose'),
  ...ofAll(429, 'the deployment had no rate limit, or one that was not reached'),
];

/** The same exception of `verify` for each operation that declares a status. */
function ofAll(status: number, reason: string): Exception[] {
  const declares = (id: OperationId) => operations[id].statuses.some((declared) => declared === status);
  return operationIds.filter(declares).map((id) => ({ status: `${id} ${status}`, by: ['verify'], reason }));
}

/** The exceptions of a kind of run. */
export function exceptionsOf(run: Run): Exception[] {
  return EXCEPTIONS.filter(({ by }) => by.includes(run));
}
