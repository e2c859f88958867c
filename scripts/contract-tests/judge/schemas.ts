import { Ajv2020, type AnySchemaObject, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { withoutCredentials } from '../../../server/core/credential.ts';
import { document } from './document.ts';

/**
 * The contract's schemas, closed: a property that no schema declares is an error, although a client must ignore it. So
 * nothing gets into an answer that the contract does not tell.
 */
const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
ajv.addSchema(closed(document), 'contract');

/** What is wrong with a value by a schema of the contract, each as a sentence that names the place. Values are not told. */
export function schemaFindings(schema: AnySchemaObject, value: unknown): string[] {
  const validate = compiled(schema);
  return validate(value) ? [] : (validate.errors ?? []).map(sentence);
}

const cache = new WeakMap<AnySchemaObject, ReturnType<typeof ajv.compile>>();

function compiled(schema: AnySchemaObject) {
  let validate = cache.get(schema);
  if (!validate) {
    const absolute = JSON.stringify(schema).replaceAll('"$ref":"#', '"$ref":"contract#');
    validate = ajv.compile(closedUse(JSON.parse(absolute)));
    cache.set(schema, validate);
  }
  return validate;
}

function sentence({ instancePath, keyword, params, message }: ErrorObject): string {
  const place = instancePath === '' ? 'the body' : instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'unevaluatedProperties')
    return `${place}: the contract does not declare ${withoutCredentials(params.unevaluatedProperty)}`;
  if (keyword === 'enum') return `${place}: ${message} (${params.allowedValues.join(', ')})`;
  return `${place}: ${message}`;
}

/** Closes each place that uses a schema. The members of `allOf` stay open: they see each other's properties only together. */
function closed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(closed) as T;
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.entries(value).map(([key, part]) => {
    if (key === 'properties')
      return [key, Object.fromEntries(Object.entries(part).map(([name, use]) => [name, closedUse(closed(use))]))];
    return [key, key === 'items' ? closedUse(closed(part)) : closed(part)];
  });
  return Object.fromEntries(inner);
}

function closedUse(use: unknown): AnySchemaObject {
  return { allOf: [use], unevaluatedProperties: false };
}
