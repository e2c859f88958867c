import document from '../../generated/openapi.json' with { type: 'json' };
import { type OperationId, operations } from '../../generated/operations.ts';

/** An example of the contract, and where it stands: `createApiToken 400 unknown-module`. */
export interface Example {
  where: string;
  operation: OperationId;
  name: string;
  value: unknown;
}

export interface ResponseExample extends Example {
  status: number;
}

export interface RequestExample extends Example {
  mediaType: string;
}

export interface ParameterExample extends Example {
  in: 'path' | 'query';
}

type Named = Record<string, object>;
type Content = Record<string, { examples?: Named }>;

interface Parameter {
  name: string;
  in: 'path' | 'query';
  example?: unknown;
  examples?: Named;
}

interface Operation {
  parameters?: object[];
  requestBody?: { content: Content };
  responses: Named;
}

const every = Object.keys(operations) as OperationId[];

/** Each named example of each declared response. */
export const responseExamples: ResponseExample[] = every.flatMap((operation) =>
  Object.entries(declaration(operation).responses).flatMap(([status, response]) =>
    Object.values(resolve<{ content?: Content }>(response).content ?? {})
      .flatMap(({ examples }) => named(examples))
      .map(([name, value]) => {
        return { where: `${operation} ${status} ${name}`, operation, status: Number(status), name, value };
      }),
  ),
);

/** Each named example of each request body, in each media type. */
export const requestExamples: RequestExample[] = every.flatMap((operation) =>
  Object.entries(declaration(operation).requestBody?.content ?? {}).flatMap(([mediaType, { examples }]) =>
    named(examples).map(([name, value]) => {
      return { where: `${operation} ${mediaType} ${name}`, operation, mediaType, name, value };
    }),
  ),
);

/** The examples of each parameter of each operation; an only one has the name of the parameter. */
export const parameterExamples: ParameterExample[] = every.flatMap((operation) =>
  (declaration(operation).parameters ?? []).flatMap((reference) => {
    const { name, in: place, example, examples } = resolve<Parameter>(reference);
    const found = examples ? named(examples) : [[name, example] as const];
    return found.map(([key, value]) => ({ where: `${operation} ${name} ${key}`, operation, name, in: place, value }));
  }),
);

/** The path of an operation, with the id of the resource that it is about. */
export function pathOf(operation: OperationId, ids: Record<'Token' | 'Module' | 'Account', string>): string {
  const kind = /Token|Module|Account/.exec(operation)?.[0] as keyof typeof ids;
  return operations[operation].path.replace('{id}', ids[kind]);
}

function declaration(operation: OperationId): Operation {
  const { path, method } = operations[operation];
  const item = (document.paths as Record<string, Record<string, unknown>>)[path] ?? {};
  const found = item[method.toLowerCase()] as Operation;
  return { ...found, parameters: [...((item.parameters as object[]) ?? []), ...(found.parameters ?? [])] };
}

function named(examples: Named = {}): (readonly [string, unknown])[] {
  return Object.entries(examples).map(([name, example]) => [name, resolve<{ value: unknown }>(example).value]);
}

/** What stands at a `$ref` of the contract, or the thing itself where it is none. */
function resolve<T>(value: object): T {
  if (!('$ref' in value)) return value as T;
  const path = String(value.$ref).slice(2).split('/');
  return resolve(path.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], document) as object);
}
