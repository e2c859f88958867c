import type { OperationId } from '../../../generated/operations.ts';
import { type MediaTypeObject, operationObject, resolve, responsesOf } from './document.ts';

/** A named example of a body: what is sent, or what is answered with a status. */
export interface BodyExample {
  operation: OperationId;
  part: 'request' | number;
  name: string;
  mediaType: string;
  value: unknown;
}

/** The examples of bodies that an operation has. */
export function bodyExamples(operation: OperationId): BodyExample[] {
  const request = operationObject(operation).requestBody?.content ?? {};
  const responses = [...responsesOf(operation)].flatMap(([status, { content = {} }]) => {
    return examplesOf(content, operation, status);
  });
  return [...examplesOf(request, operation, 'request'), ...responses];
}

function examplesOf(
  content: Record<string, MediaTypeObject>,
  operation: OperationId,
  part: BodyExample['part'],
): BodyExample[] {
  return Object.entries(content).flatMap(([mediaType, { examples = {} }]) =>
    Object.entries(examples).map(([name, example]) => {
      return { operation, part, name, mediaType, value: resolve(example).value };
    }),
  );
}

/**
 * What makes two bodies alike: the same properties with values of the same types, whatever the values; of a list what its
 * items have together. Of a problem the fields that it names count too.
 */
export function shapeOf(value: unknown): string {
  const paths = new Set<string>();
  collect(value, '', paths);
  return [...paths].sort().join(' ');
}

/** Deeper than any example: what lies below makes no difference. */
const DEEPEST = 500;

function collect(value: unknown, path: string, paths: Set<string>): void {
  if (path.length > DEEPEST) return;
  if (Array.isArray(value)) {
    paths.add(`${path}[]`);
    for (const item of value) collect(item, `${path}[]`, paths);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) collect(inner, `${path}.${key.replaceAll(/\d+/g, '0')}`, paths);
  } else paths.add(`${path}:${value === null ? 'null' : typeof value}`);
}
