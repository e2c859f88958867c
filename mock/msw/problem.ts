import { type ProblemCode, type ProblemStatus, problems } from '../../server/core/problems.ts';
import type { ProblemBody } from '../engine/override.ts';

/** What a problem says beside what each of its status does. */
export interface ProblemDetails {
  code?: ProblemCode;
  detail?: string;
  /** Field → what is wrong with it. */
  errors?: Record<string, string[]>;
}

/** A problem as the API words it, for the answer of an override: `body: problem(429)`. */
export function problem<S extends ProblemStatus>(status: S, details: ProblemDetails = {}): ProblemBody<S> {
  return { ...problems[status], status, ...details };
}
