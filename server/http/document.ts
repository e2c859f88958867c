import { readFile } from 'node:fs/promises';
import type { OpenApiDocument } from '../core/operations.ts';

const DOCUMENT = new URL('../../generated/openapi.json', import.meta.url);

let loaded: Promise<OpenApiDocument> | undefined;

/** The bundled contract, the same object each time. */
export function loadDocument(): Promise<OpenApiDocument> {
  loaded ??= readFile(DOCUMENT, 'utf8').then(JSON.parse);
  return loaded;
}

/** What stands at a `$ref` of a document, or the thing itself where it is none. */
export function resolve<T extends object>(document: object, node: T | { $ref: string }): T {
  if (!('$ref' in node) || typeof node.$ref !== 'string') return node as T;
  const names = node.$ref.split('/').slice(1);
  return names.reduce<unknown>((outer, name) => (outer as Record<string, unknown>)[name], document) as T;
}
