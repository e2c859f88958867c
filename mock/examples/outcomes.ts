import type { Problem, ProblemError } from '../../server/core/problems.ts';

/** A named example of an answer. */
export interface Example {
  name: string;
  value: unknown;
}

/** A status of an operation and its examples, in the order of the contract. */
export interface Outcome {
  status: number;
  examples: Example[];
}

/** The success of an operation that shows the object with an id; the first one, which has its default fields. */
export function exampleOfObject(outcomes: Outcome[], id: string): Example | undefined {
  return outcomes
    .filter(({ status }) => status < 400)
    .flatMap(({ examples }) => examples)
    .find(({ value }) => hasId(value) && value.id === id);
}

/** The problem whose `errors` name a field of the request. */
export function exampleOfViolation(outcomes: Outcome[], status: number, field?: string | number): Example | undefined {
  return examplesOf(outcomes, status).find(
    ({ value }) => field !== undefined && hasErrors(value) && field in value.errors,
  );
}

/** The example that tells the same problem of the same fields; where in a body it is may differ. */
export function exampleOfProblem(
  outcomes: Outcome[],
  { status, detail, errors = {} }: ProblemError,
): Example | undefined {
  const fields = Object.keys(errors).join();
  return examplesOf(outcomes, status).find(({ value }) => {
    const example = value as Problem;
    return example.detail === detail && Object.keys(example.errors ?? {}).join() === fields;
  });
}

function examplesOf(outcomes: Outcome[], status: number): Example[] {
  return outcomes.find((outcome) => outcome.status === status)?.examples ?? [];
}

export function hasId(body: unknown): body is { id: string } {
  return typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string';
}

function hasErrors(body: unknown): body is { errors: object } {
  return typeof body === 'object' && body !== null && 'errors' in body && typeof body.errors === 'object';
}
