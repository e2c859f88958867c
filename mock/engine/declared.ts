import type { OperationId } from '../../generated/operations.ts';
import { operations } from '../../generated/operations.ts';
import { resolve } from '../../server/core/document.ts';
import type { OpenApiDocument } from '../../server/core/operations.ts';

/** A named example of an answer. */
export interface Example {
  name: string;
  value: unknown;
}

/** An answer that an operation declares, with its examples in the order of the contract. */
export interface DeclaredAnswer {
  status: number;
  /** Undefined where it has no body. */
  contentType: string | undefined;
  examples: Example[];
  /** Values of its headers, as the contract has them by way of example. */
  headers: Record<string, string>;
  /** The names of all of them, in lower case, and whether each has to be there. */
  required: ReadonlyMap<string, boolean>;
}

interface Response {
  headers?: Record<string, { $ref: string } | Header>;
  content?: Record<string, { examples?: Record<string, { $ref: string } | { value: unknown }> }>;
}

interface Header {
  example?: string | number;
  required?: boolean;
}

const LINES = 'application/jsonl';

/** The answers that each operation declares, but for streams. */
export function declaredAnswers(document: OpenApiDocument): Record<OperationId, DeclaredAnswer[]> {
  const entries = Object.entries(operations).map(([id, { path, method }]) => {
    const paths = document.paths as Record<string, Record<string, { responses: Record<string, Response> }>>;
    const responses = paths[path]?.[method.toLowerCase()]?.responses ?? {};
    const answers = Object.entries(responses).map(([status, one]) => declared(document, Number(status), one));
    return [id, answers];
  });
  return Object.fromEntries(entries);
}

function declared(document: OpenApiDocument, status: number, reference: Response | { $ref: string }): DeclaredAnswer {
  const { headers = {}, content = {} } = resolve<Response>(document, reference);
  const [contentType, media] = Object.entries(content).find(([type]) => type !== LINES) ?? [];
  const examples = Object.entries(media?.examples ?? {}).map(([name, example]) => ({
    name,
    value: resolve<{ value: unknown }>(document, example).value,
  }));
  const values = Object.entries(headers).flatMap(([name, header]) => {
    const { example } = resolve<Header>(document, header);
    return example === undefined || name.startsWith('MPT-') ? [] : [[name, String(example)]];
  });
  const required = Object.entries(headers).map(([name, header]): [string, boolean] => [
    name.toLowerCase(),
    resolve<Header>(document, header).required === true,
  ]);
  return { status, contentType, examples, headers: Object.fromEntries(values), required: new Map(required) };
}

/** The answer with a status, and its example of a name or its first one. */
export function exampleOf(answers: readonly DeclaredAnswer[], status: number, name?: string) {
  const answer = answers.find((one) => one.status === status);
  const example = name === undefined ? answer?.examples[0] : answer?.examples.find((one) => one.name === name);
  return answer && { answer, example };
}
