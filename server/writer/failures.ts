import { StoreUnavailable, type UnavailableReason } from '../core/ports/store-unavailable.ts';
import { ProblemError, type ProblemOptions, type ProblemStatus } from '../core/problems.ts';
import { QueryError } from '../core/query/query-error.ts';

/** What every error has. */
interface Told {
  name: string;
  message: string;
  stack: string | undefined;
  cause?: ErrorData;
}

/** An error as data: between threads an error forgets its class and what it has of its own. */
export type ErrorData =
  | ({ kind: 'problem'; status: ProblemStatus; options: Omit<ProblemOptions, 'cause'> } & Told)
  | ({ kind: 'unavailable'; reason: UnavailableReason } & Told)
  | ({ kind: 'query'; violations: QueryError['violations'] } & Told)
  | ({ kind: 'error' } & Told);

export function errorData(error: unknown): ErrorData {
  const told = toldOf(error);
  if (error instanceof ProblemError) {
    const { status, code, detail, errors, headers, maxExportKeys } = error;
    const options = {
      code,
      detail,
      headers,
      ...(errors && { errors }),
      ...(maxExportKeys !== undefined && { maxExportKeys }),
    };
    return { kind: 'problem', status, options, ...told };
  }
  if (error instanceof StoreUnavailable) return { kind: 'unavailable', reason: error.reason, ...told };
  if (error instanceof QueryError) return { kind: 'query', violations: error.violations, ...told };
  return { kind: 'error', ...told };
}

/** The error that this is the data of; of another class than those above it is an Error of that name. */
export function errorOf(data: ErrorData): Error {
  return Object.assign(made(data), data.stack !== undefined && { stack: data.stack });
}

function made(data: ErrorData): Error {
  const options = data.cause ? { cause: errorOf(data.cause) } : {};
  switch (data.kind) {
    case 'problem':
      return new ProblemError(data.status, { ...data.options, ...options });
    case 'unavailable':
      return new StoreUnavailable(data.reason, data.message, options);
    case 'query':
      return new QueryError(data.violations);
    case 'error':
      return Object.assign(new Error(data.message, options), { name: data.name });
  }
}

function toldOf(error: unknown): Told {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: undefined };
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause !== undefined && { cause: errorData(cause) }) };
}
