import { type OperationId, operations } from '../../generated/operations.ts';
import { answers, bodies, records, type ValidationError, type Validator } from '../../generated/validators.js';
import { formProblem } from '../../server/core/form-problem.ts';

/** An answer that the contract does not have: the sandbox is wrong, not its caller. */
export class BrokenContract extends Error {
  constructor(operation: OperationId, what: string, errors: readonly ValidationError[] = []) {
    const places = errors.map(({ instancePath, message }) => `${instancePath || 'the whole'} ${message}`).join('; ');
    super(`${what} of ${operation} breaks the contract: ${places || 'it is not declared'}`);
    this.name = 'BrokenContract';
  }
}

/** @throws ProblemError 400 for a body that is not as the contract describes it. */
export function checkBody(operation: OperationId, body: unknown): void {
  const validate = bodies[operation];
  if (validate && !validate(body)) throw formProblem((validate.errors ?? []).map(inRequest));
}

/** @throws BrokenContract for an answer that the operation does not have in the contract. */
export function checkAnswer(operation: OperationId, status: number, body: unknown): void {
  const validate: Validator | undefined = answers[operation][status];
  const { statuses }: { statuses: readonly number[] } = operations[operation];
  const isKept = validate ? validate(body) : statuses.includes(status) && body === undefined;
  if (!isKept) throw new BrokenContract(operation, `The answer ${status}`, validate?.errors ?? []);
}

/** @throws BrokenContract for a record of a stream that the operation does not have in the contract. */
export function checkRecord(operation: OperationId, record: object): void {
  const validate = records[operation];
  if (!validate?.(record)) throw new BrokenContract(operation, 'A record', validate?.errors ?? []);
}

/** A property that is missing stands at its own place. */
function inRequest({ keyword, instancePath, params, message = '' }: ValidationError) {
  const missing = keyword === 'required' ? `/${params.missingProperty}` : '';
  return { path: `/body${instancePath}${missing}`, message, errorCode: keyword };
}
