import { readFileSync } from 'node:fs';
import type { AnySchemaObject } from 'ajv/dist/2020.js';
import { type OperationId, operations } from '../../../generated/operations.ts';

/** An example as it stands in the contract. */
export interface ExampleObject {
  summary?: string;
  value: unknown;
}

export interface MediaTypeObject {
  schema: AnySchemaObject;
  examples?: Record<string, ExampleObject>;
}

export interface HeaderObject {
  required?: boolean;
  schema: AnySchemaObject;
}

export interface ResponseObject {
  headers?: Record<string, HeaderObject>;
  content?: Record<string, MediaTypeObject>;
}

export interface ParameterObject {
  name: string;
  in: 'path' | 'query';
  schema: AnySchemaObject;
  example?: unknown;
  examples?: Record<string, ExampleObject>;
}

interface OperationObject {
  parameters?: Reference<ParameterObject>[];
  requestBody?: { content: Record<string, MediaTypeObject> };
  responses: Record<string, Reference<ResponseObject>>;
}

type Reference<T> = T & { $ref?: string };

/** The bundled contract. */
export const document = JSON.parse(readFileSync(new URL('../../../generated/openapi.json', import.meta.url), 'utf8'));

/** The operation ids, in the order of the contract. */
export const operationIds = Object.keys(operations) as OperationId[];

/** Follows `$ref` to what it names. */
export function resolve<T>(value: Reference<T>): T {
  return value.$ref === undefined ? value : resolve(at(value.$ref));
}

/** What a pointer such as `#/components/schemas/Problem` names. */
function at<T>(pointer: string): Reference<T> {
  const parts = pointer.slice(2).split('/');
  return parts.reduce((inner, part) => inner[part.replaceAll('~1', '/').replaceAll('~0', '~')], document);
}

export function operationObject(id: OperationId): OperationObject {
  const { path, method } = operations[id];
  return document.paths[path][method.toLowerCase()];
}

/** The parameters of an operation by their names. */
export function parametersOf(id: OperationId): Map<string, ParameterObject> {
  const parameters = (operationObject(id).parameters ?? []).map((parameter) => resolve(parameter));
  return new Map(parameters.map((parameter) => [parameter.name, parameter]));
}

/** The responses of an operation, by status. */
export function responsesOf(id: OperationId): Map<number, ResponseObject> {
  const entries = Object.entries(operationObject(id).responses);
  return new Map(entries.map(([status, response]) => [Number(status), resolve(response)]));
}

const routes = [...new Set(Object.values(operations).map(({ path }) => path))].map((path) => ({
  path,
  // As on the platform, case and one slash at the end do not matter.
  expression: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`, 'i'),
}));

/** The path of the contract that a path of a request means. A second opinion too: no host finds its routes here. */
export function pathTemplate(path: string): string | undefined {
  const [pathname = ''] = path.split('?');
  return routes.find(({ expression }) => expression.test(pathname))?.path;
}

/** A path of a request as the contract spells it, if it has it; the parameters stay as they were sent. */
export function spelled(path: string): string {
  const [pathname = ''] = path.split('?');
  const sent = pathname.split('/');
  const parts = pathTemplate(path)?.split('/') ?? sent;
  return parts.map((part, index) => (part.startsWith('{') ? (sent[index] ?? part) : part)).join('/');
}

/** The operation that a request asks for; `HEAD` asks for what `GET` does. */
export function operationOf(method: string, path: string): OperationId | undefined {
  const template = pathTemplate(path);
  const asked = method === 'HEAD' ? 'GET' : method.toUpperCase();
  return operationIds.find((id) => operations[id].path === template && operations[id].method === asked);
}

/** The methods of a path of the contract, as `Allow` tells them. */
export function methodsOf(template: string): string[] {
  const methods: string[] = operationIds
    .filter((id) => operations[id].path === template)
    .map((id) => operations[id].method);
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort();
}
