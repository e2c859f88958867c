// Derived from spec/ by `npm run generate`. Do not edit.

import type { OperationId } from './operations.ts';

/** What is wrong with one place of a value. */
export interface ValidationError {
  keyword: string;
  /** A JSON pointer. */
  instancePath: string;
  params: Record<string, unknown>;
  message?: string;
}

export interface Validator {
  (value: unknown): boolean;
  /** Of the last value. */
  errors?: ValidationError[] | null;
}

/** Of the bodies of requests, by operation. */
export const bodies: Readonly<Partial<Record<OperationId, Validator>>>;
/** Of the bodies of answers, by operation and status. */
export const answers: Readonly<Record<OperationId, Readonly<Record<number, Validator>>>>;
/** Of the records of streams, by operation. */
export const records: Readonly<Partial<Record<OperationId, Validator>>>;
