import { type OperationId, operations } from '../../../generated/operations.ts';
import { operationIds } from '../judge/document.ts';

/** What counts coverage: `npm test`, or `npm run verify -- --coverage`. */
export type CoverageSource = 'tests' | 'verify';

/** What runs of a kind do not exercise, and why. */
export interface Exception {
  /** A status with its examples, such as `getAccount 403`; one example; or a branch, such as `Problem.detail: absent`. */
  name: string;
  by: readonly CoverageSource[];
  reason: string;
}

const OWN_ACCOUNT = 'every valid credential may read its own account; declared as the platform publishes it';

/** The one list of exceptions. `npm run coverage` fails for one of the tests that they do exercise. */
export const EXCEPTIONS: readonly Exception[] = [
  { name: 'listAccounts 403', by: ['tests', 'verify'], reason: OWN_ACCOUNT },
  { name: 'getAccount 403', by: ['tests', 'verify'], reason: OWN_ACCOUNT },
  {
    name: 'getOpenApi 500',
    by: ['tests'],
    reason: 'the document is read at the start and needs nothing that can fail',
  },
  {
    name: 'getOpenApi 200 excerpt',
    by: ['tests', 'verify'],
    reason: 'the example leaves out what the answer has: the paths and components',
  },
  {
    name: 'Problem.detail: absent',
    by: ['tests', 'verify'],
    reason: 'the server always says what happened; clients must do without, as on the platform',
  },
  {
    name: 'ApiTokenCreated.lastAccessAt: present',
    by: ['tests', 'verify'],
    reason: 'a token that was just created has not been used',
  },
  {
    name: 'ApiToken.audit: present',
    by: ['tests', 'verify'],
    reason: 'it is omitted by default, and the operations that answer so have no `select`',
  },
  ...ofAll(501, 'the deployment streams its lists', ['tests', 'verify']),
  ...ofStreams(413, 'a stream of more records than a deployment streams would be a load test'),
  { name: 'Problem.maxExportKeys: present', by: ['verify'], reason: 'as the 413 of a list' },
  {
    name: 'createApiToken 409',
    by: ['verify'],
    reason: 'how long a first request is under way is not for others to say',
  },
  ...ofAll(500, 'a deployment is not broken on purpose'),
  ...ofAll(429, 'the deployment had no rate limit, or one that was not reached'),
];

/** The same exception of `verify` for each operation that declares a status. */
function ofAll(status: number, reason: string, by: CoverageSource[] = ['verify']): Exception[] {
  const declares = (id: OperationId) => operations[id].statuses.some((declared) => declared === status);
  return operationIds.filter(declares).map((id) => ({ name: `${id} ${status}`, by, reason }));
}

/** The same of operations that stream. */
function ofStreams(status: number, reason: string): Exception[] {
  const ids = operationIds.filter((id) => operations[id].streams);
  return ids.map((id) => ({ name: `${id} ${status}`, by: ['verify'], reason }));
}

/** The exceptions of a kind of run. */
export function exceptionsOf(run: CoverageSource): Exception[] {
  return EXCEPTIONS.filter(({ by }) => by.includes(run));
}

/** Whether a status, an example or a branch is among the exceptions. */
export function isExcepted(name: string, exceptions: readonly Exception[]): boolean {
  return exceptions.some((exception) => `${name} `.startsWith(`${exception.name} `));
}
