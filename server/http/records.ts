import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type OperationId, operations } from '../../generated/operations.ts';
import type { OpenApiDocument } from '../core/operations.ts';

/** Throws where a record of a stream is not what the contract has as a line of it [stream.validated]. */
export type RecordCheck = (operation: OperationId, record: object) => void;

const CONTRACT = 'contract';

/** Compiling costs, and a process may start many servers. */
const checks = new WeakMap<OpenApiDocument, RecordCheck>();

/**
 * The check of records by the contract; compiled for the first stream. A stream passes the validation of whole answers by,
 * which needs all of one.
 */
export function recordCheck(document: OpenApiDocument): RecordCheck {
  return (operation, record) => {
    const check = checks.get(document) ?? compile(document);
    checks.set(document, check);
    check(operation, record);
  };
}

function compile(document: OpenApiDocument): RecordCheck {
  const ajv = new Ajv2020({ strict: false, validateFormats: true });
  addFormats.default(ajv);
  ajv.addSchema(document as object, CONTRACT);
  const ids = Object.keys(operations) as OperationId[];
  const validators = new Map(ids.flatMap((id) => validatorOf(ajv, document, id) ?? []));
  return (operation, record) => {
    const validate = validators.get(operation);
    if (!validate) throw new Error(`${operation} has no stream in the contract.`);
    if (validate(record)) return;
    const places = validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ');
    throw new Error(`A record of the stream breaks the contract: ${places}`);
  };
}

function validatorOf(
  ajv: Ajv2020,
  document: OpenApiDocument,
  id: OperationId,
): [[OperationId, ValidateFunction]] | undefined {
  const { path, method } = operations[id];
  const place = ['paths', path, method.toLowerCase(), 'responses', '200', 'content', 'application/jsonl', 'schema'];
  const declared = place.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
  if (declared === undefined) return undefined;
  const pointer = place.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
  return [[id, ajv.compile({ $ref: `${CONTRACT}#/${pointer}` })]];
}
