import type { OperationId } from '../../generated/operations.ts';
import { resolve } from './document.ts';
import { formProblem, type ValidationError } from './form-problem.ts';
import type { OpenApiDocument } from './operations.ts';

/** An array that a body may hold, and its `maxItems`. */
interface Bound {
  path: readonly string[];
  maxItems: number;
}

interface Schema {
  $ref?: string;
  maxItems?: number;
  properties?: Record<string, Schema>;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}

/** A schema may refer to itself; no request body does. */
const DEEPEST = 8;

/**
 * Looks at the arrays of a body before the rest of it: a validator tells of each item what is wrong, so that a small
 * request would be dear.
 * @throws ProblemError 400 for a body with an array that is longer than the contract says.
 */
export type BoundsCheck = (operation: OperationId, body: unknown) => void;

export function boundsCheck(document: OpenApiDocument): BoundsCheck {
  const bounds = new Map(bodySchemas(document).map(([id, schema]) => [id, boundsOf(schema, document)]));
  return (operation, body) => {
    const errors: ValidationError[] = [];
    for (const { path, maxItems } of bounds.get(operation) ?? []) {
      const value = path.reduce<unknown>((outer, name) => (outer as Record<string, unknown> | null)?.[name], body);
      if (Array.isArray(value) && value.length > maxItems) {
        errors.push({
          path: ['/body', ...path].join('/'),
          message: `must NOT have more than ${maxItems} items`,
          errorCode: 'maxItems',
        });
      }
    }
    if (errors.length > 0) throw formProblem(errors);
  };
}

function bodySchemas({ paths = {} }: OpenApiDocument): [OperationId, Schema][] {
  const operations = Object.values(paths).flatMap((path) => Object.values(path as Record<string, BodyOperation>));
  return operations.flatMap(({ operationId, requestBody }) => {
    const schema = requestBody?.content['application/json']?.schema;
    return operationId && schema ? [[operationId, schema]] : [];
  });
}

interface BodyOperation {
  operationId?: OperationId;
  requestBody?: { content: Record<string, { schema?: Schema }> };
}

function boundsOf(body: Schema, document: OpenApiDocument): Bound[] {
  const bounds: Bound[] = [];
  const open: { schema: Schema; path: readonly string[] }[] = [{ schema: body, path: [] }];
  for (const { schema, path } of open) {
    const { $ref, maxItems, properties = {}, allOf = [], anyOf = [], oneOf = [] } = schema;
    if (path.length > DEEPEST) continue;
    if (maxItems !== undefined) bounds.push({ path, maxItems });
    if ($ref !== undefined) open.push({ schema: resolve<Schema>(document, { $ref }), path });
    for (const part of [...allOf, ...anyOf, ...oneOf]) open.push({ schema: part, path });
    for (const [name, inner] of Object.entries(properties)) open.push({ schema: inner, path: [...path, name] });
  }
  return bounds;
}
