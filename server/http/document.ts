import { readFile } from 'node:fs/promises';
import type { OpenApiDocument } from '../core/operations.ts';

const DOCUMENT = new URL('../../generated/openapi.json', import.meta.url);

let loaded: Promise<OpenApiDocument> | undefined;

/** The bundled contract, the same object each time. */
export function loadDocument(): Promise<OpenApiDocument> {
  loaded ??= readFile(DOCUMENT, 'utf8').then(JSON.parse);
  return loaded;
}
