import type { OperationId } from '../../generated/operations.ts';
import type { OpenApiDocument } from '../core/operations.ts';
import { contextOf } from './context.ts';
import { resolve } from './document.ts';
import { formProblem, type ValidationError } from './form-problem.ts';
import type { Step } from './step.ts';

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
 * 400 for a body with an array that is longer than the contract says. The validator would say it too, after it has looked
 * at each item and told of each what is wrong: a small request would be dear.
 */
export function boundArrays(document: OpenApiDocument): Step {
  const bounds = new Map(bodySchemas(document).map(([id, schema]) => [id, boundsOf(schema, document)]));
  return (request, response) => {
    const { operation } = contextOf(response);
    const errors: ValidationError[] = [];
    for (const { path, maxItems } of (operation && bounds.get(operation)) ?? []) {
      const value = path.reduce<unknown>(
        (outer, name) => (outer as Record<string, unknown> | null)?.[name],
        request.body,
      );
      if (Array.isArray(value) && value.length > maxItems) {
        errors.push({
          path: ['/body', ...path].join('/'),
          message: `must NOT have more than ${maxItems} items`,
          errorCode: 'maxItems',
        });
      }
    }
    if (errors.length > 0) throw formProblem(errors);
    return undefined;
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
