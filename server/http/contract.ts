import type { Ajv, ValidateFunction } from 'ajv';
import { AjvOptions } from 'express-openapi-validator/dist/framework/ajv/options.js';
import type {
  NormalizedOpenApiValidatorOpts,
  OpenAPIV3,
  OpenApiRequest,
  OpenApiRequestMetadata,
} from 'express-openapi-validator/dist/framework/types.js';
import { RequestValidator } from 'express-openapi-validator/dist/middlewares/openapi.request.validator.js';
import { ResponseValidator } from 'express-openapi-validator/dist/middlewares/openapi.response.validator.js';
import { type OperationId, operations } from '../../generated/operations.ts';
import { resolve } from '../core/document.ts';
import { formProblem, type ValidationError } from '../core/form-problem.ts';
import { onceFor } from '../core/once-for.ts';
import type { OpenApiDocument } from '../core/operations.ts';
import { boundArrays } from './array-bounds.ts';
import { contextOf } from './context.ts';
import type { Step } from './step.ts';

/** Validation against the contract, wired for each operation. */
export interface ContractValidation {
  /** 400 for a request that breaks the contract. Who is calling is settled before; operations read their queries. */
  requests: Step[];
  checkAnswer: AnswerCheck;
  /** Compiles what an operation needs, unless that was done: for the first of its requests at the latest. */
  compile(operation: OperationId): void;
}

/** Throws where the operation has no such answer in the contract. */
export type AnswerCheck = (operation: OperationId, answer: Answer) => void;

export interface Answer {
  status: number;
  contentType: string;
  /** Undefined where there is none. */
  body: unknown;
}

type Document = OpenAPIV3.DocumentV3_1;
type Validators = ReturnType<ResponseValidator['_getOrBuildValidator']>;

/** Before the name of a schema, its URI. */
const SCHEMA = 'schema:';

const JSON_TYPE = 'application/json';

const OPERATION_IDS = Object.keys(operations) as OperationId[];

/** What the middleware makes of `validateRequests` and `validateResponses` with all errors. */
const OPTIONS = new AjvOptions({
  validateRequests: { allErrors: true, allowUnknownQueryParameters: true },
  validateResponses: { allErrors: true },
  serDes: [],
  formats: {},
  validateFormats: true,
  ajvFormats: { mode: 'full' },
} as unknown as NormalizedOpenApiValidatorOpts);

/** A process may start many servers. */
const validations = new WeakMap<OpenApiDocument, ContractValidation>();

/**
 * express-openapi-validator, taken apart. As a middleware it looks up the route of every request, compiling paths as it
 * goes, and compiles each answer's schema anew, when it is first needed. Here its two validators are told the operation,
 * which is known by then, and compile once what it needs; what keeps the contract passes by the compiled schema alone. Their verdicts
 * are those of the middleware: a test compares them.
 * @throws what the validator says of a contract that it cannot read.
 */
export function contractValidation(document: OpenApiDocument): ContractValidation {
  const known = validations.get(document);
  if (known) return known;
  const contract = forValidator(document);
  const [requests, answers] = [requestCheck(contract), answerCheck(contract)];
  const validation: ContractValidation = {
    requests: [boundArrays(document), requests.check],
    checkAnswer: answers.check,
    compile(operation) {
      requests.compiled(operation);
      answers.compiled(operation);
    },
  };
  validations.set(document, validation);
  return validation;
}

/** A check, and what it has compiled for an operation. */
interface Check<C, V> {
  check: C;
  compiled(operation: OperationId): V;
}

function requestCheck({ document, schemas }: Contract): Check<Step, ValidateFunction[]> {
  const validator = new RequestValidator(withoutSchemas(document), { ...OPTIONS.request, schemas });
  const metadata = onceFor((id: OperationId) => metadataOf(document, id));
  const validate = (request: OpenApiRequest, id: OperationId, pathParams: Record<string, string>) => {
    request.openapi = { ...metadata(id), pathParams };
    validator.validate(request, undefined as never, () => {});
  };
  const compiled = onceFor((id: OperationId) => {
    ignoringInvalid(() => validate(anyRequest(id), id, {}));
    return compiledFor(validator, id);
  });
  const check: Step = (request, response) => {
    const { operation, route } = contextOf(response);
    if (!operation) return undefined;
    const params = { ...route?.parameters };
    const message = { query: {}, headers: request.headers, params, body: request.body };
    if (compiled(operation).every((isValid) => isValid(message))) return undefined;
    try {
      validate(request, operation, params);
    } catch (error) {
      throw isInvalidRequest(error) ? formProblem(error.errors) : error;
    }
    return undefined;
  };
  return { check, compiled };
}

function answerCheck({ document, schemas }: Contract): Check<AnswerCheck, Validators> {
  const validator = new ResponseValidator(withoutSchemas(document), { ...OPTIONS.response, schemas }, {});
  const known = new Map<string, Validators[string]>();

  /** Most answers are the same problem document: each schema is compiled once. */
  function validatorOf(response: OpenAPIV3.ResponseObject): Validators[string] {
    const schemas = Object.entries(response.content ?? {}).map(([type, { schema }]) => [type, schema]);
    const name = JSON.stringify(schemas);
    const own = known.get(name) ?? compileResponse(validator, response, `response-${known.size}`);
    known.set(name, own);
    return own;
  }

  const compiled = onceFor((id: OperationId) => {
    const { responses } = operationOf(document, id);
    const own = Object.entries(responses ?? {}).map(([status, response]) => [
      status,
      validatorOf(resolve(document, response)),
    ]);
    return Object.fromEntries(own) as Validators;
  });
  const check: AnswerCheck = (operation, { status, contentType, body }) => {
    const validators = compiled(operation);
    const byType = validators[status] as Partial<Validators> | undefined;
    if (body !== undefined && body !== null && byType?.[contentType]?.({ response: body })) return;
    validator._validate({
      validators,
      body: body as object,
      statusCode: status,
      path: operation,
      accepts: [contentType],
    });
  };
  return { check, compiled };
}

function compileResponse(validator: ResponseValidator, response: OpenAPIV3.ResponseObject, name: string) {
  const request = { method: 'GET', headers: {}, openapi: { expressRoute: name } } as OpenApiRequest;
  const { only } = validator._getOrBuildValidator(request, { only: response });
  if (!only) throw new Error(`The validator reads no response in ${JSON.stringify(response)}.`);
  return only;
}

/**
 * What the validator has compiled for an operation. Nearly every request keeps the contract, and these say so by themselves; only of
 * one that does not, the validator itself is asked what it says.
 */
function compiledFor(validator: RequestValidator, id: OperationId): ValidateFunction[] {
  const { method, body } = operations[id];
  const key = `${method}-${id}-${body ? JSON_TYPE : 'not_provided'}`;
  const { ajv, ajvBody } = validator as unknown as Record<'ajv' | 'ajvBody', Ajv>;
  return [ajv, ajvBody].map((one) => {
    const compiled = one.getSchema(key);
    if (!compiled) throw new Error(`The validator has compiled nothing for ${id}.`);
    return compiled as ValidateFunction;
  });
}

/** A request that makes the validator compile what it needs for this operation, whatever it says of it. */
function anyRequest(id: OperationId): OpenApiRequest {
  const { method, path, body } = operations[id];
  const headers = body ? { 'content-type': JSON_TYPE } : {};
  return { method, originalUrl: path, headers, query: {}, params: {}, body: {} } as unknown as OpenApiRequest;
}

function ignoringInvalid(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!isInvalidRequest(error)) throw error;
  }
}

function metadataOf(document: Document, id: OperationId): Omit<OpenApiRequestMetadata, 'pathParams'> {
  return { expressRoute: id, openApiRoute: id, schema: operationOf(document, id), serial: 0 };
}

function operationOf({ paths = {} }: Document, id: OperationId): OpenAPIV3.OperationObject {
  const { path, method } = operations[id];
  const operation = (paths[path] as Record<string, OpenAPIV3.OperationObject> | undefined)?.[method.toLowerCase()];
  if (!operation) throw new Error(`The contract has no ${method} ${path}.`);
  return operation;
}

interface Contract {
  document: Document;
  /** By URI: so one is compiled once, whatever refers to it. */
  schemas: Record<string, object>;
}

/**
 * A copy for the validator, which may delete parts of it, without queries and headers: the operations read them, and say what is
 * expected there, of a query at which column.
 */
function forValidator(original: OpenApiDocument): Contract {
  const document = JSON.parse(JSON.stringify(original).replaceAll('"#/components/schemas/', `"${SCHEMA}`)) as Document;
  for (const id of OPERATION_IDS) {
    const operation = operationOf(document, id);
    operation.parameters = operation.parameters?.filter((one) => resolve(document, one).in === 'path') ?? [];
  }
  const schemas = Object.entries(document.components?.schemas ?? {});
  return { document, schemas: Object.fromEntries(schemas.map(([name, schema]) => [SCHEMA + name, schema])) };
}

/** The rest would be walked through for each schema that is compiled. */
function withoutSchemas({ components: { parameters = {} } = {}, ...document }: Document): Document {
  return { ...document, paths: {}, components: { parameters } };
}

function isInvalidRequest(error: unknown): error is { errors: ValidationError[] } {
  const { status, errors } = (error ?? {}) as { status?: number; errors?: ValidationError[] };
  return status === 400 && errors !== undefined;
}
