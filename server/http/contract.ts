import { readFile } from 'node:fs/promises';
import type { RequestHandler } from 'express';
import { middleware } from 'express-openapi-validator';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types.js';
import type { OpenApiDocument } from '../core/operations.ts';
import { boundArrays } from './array-bounds.ts';
import { formProblem, type ValidationError } from './form-problem.ts';

const DOCUMENT = new URL('../../generated/openapi.json', import.meta.url);

let loaded: Promise<OpenApiDocument> | undefined;

/** The bundled contract, the same object each time. */
export function loadDocument(): Promise<OpenApiDocument> {
  loaded ??= readFile(DOCUMENT, 'utf8').then(JSON.parse);
  return loaded;
}

/** Compiling costs most of a start, and a process may start many servers. */
const validations = new WeakMap<OpenApiDocument, RequestHandler[]>();

/**
 * Middleware that validates requests and responses against the contract; a response that breaks it becomes a 500. The
 * caller is authenticated before it, the query is read by the operations themselves from the raw URL.
 */
export function contractValidation(document: OpenApiDocument): RequestHandler[] {
  const known = validations.get(document);
  if (known) return known;
  const validation = compile(document);
  validations.set(document, validation);
  return validation;
}

function compile(document: OpenApiDocument): RequestHandler[] {
  const handlers = middleware({
    apiSpec: withOpenQueries(document),
    validateApiSpec: true,
    validateRequests: { allErrors: true, allowUnknownQueryParameters: true },
    validateResponses: { allErrors: true },
    validateSecurity: false,
    fileUploader: false,
    ajvFormats: { mode: 'full' },
  });
  const adapted = handlers.map((handler): RequestHandler => {
    return (request, response, next) =>
      handler(request, response, (error?: unknown) =>
        next(isInvalidRequest(error) ? formProblem(error.errors) : error),
      );
  });
  return [boundArrays(document), ...adapted];
}

/**
 * A copy, of which the validator may delete parts. The validator would refuse reserved characters in the query before
 * the operations can say at which column they stand.
 */
function withOpenQueries(document: OpenApiDocument): OpenAPIV3.DocumentV3_1 {
  const copy = structuredClone(document) as unknown as OpenAPIV3.DocumentV3_1;
  for (const parameter of Object.values(copy.components?.parameters ?? {})) {
    if ('in' in parameter && parameter.in === 'query') parameter.allowReserved = true;
  }
  // A stream passes by here, and a list is never held against the line of one, whatever `Accept` says.
  for (const content of contentsOf(copy)) delete content['application/jsonl'];
  return copy;
}

function contentsOf({ paths = {} }: OpenAPIV3.DocumentV3_1): Record<string, unknown>[] {
  return Object.values(paths).flatMap((item) => {
    const responses = (item as { get?: { responses?: Record<string, { content?: Record<string, unknown> }> } }).get
      ?.responses;
    return Object.values(responses ?? {}).flatMap(({ content }) => (content ? [content] : []));
  });
}

function isInvalidRequest(error: unknown): error is { errors: ValidationError[] } {
  const { status, errors } = (error ?? {}) as { status?: number; errors?: ValidationError[] };
  return status === 400 && errors !== undefined;
}
