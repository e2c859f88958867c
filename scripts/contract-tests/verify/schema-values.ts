import type { AnySchemaObject } from 'ajv/dist/2020.js';
import fc, { type Arbitrary } from 'fast-check';
import { resolve } from '../judge/document.ts';

/** Values to take for a property in place of what its schema says, by path (`modules`, `account`). */
export type Overrides = Readonly<Record<string, Arbitrary<unknown>>>;

/** Characters that trip case, quoting, encoding and length. */
const CHARACTERS = [...`aZ09 .'"-_%*\\/<&>+,;|=()[]{}\n\tßẞéÉΣςİıЖ中٣😀𝒳`, '\u0301', '\u0000'];

/**
 * Values that a schema of a request body accepts: every optional property absent and present, every nullable null and
 * not, texts of every length up to the longest.
 */
export function valuesOf(schema: AnySchemaObject, overrides: Overrides = {}, path = ''): Arbitrary<unknown> {
  const override = overrides[path];
  if (override) return override;
  const resolved = resolve(schema);
  if (resolved.enum) return fc.constantFrom(...resolved.enum);
  const types: string[] = [resolved.type].flat();
  return fc.oneof(...types.map((type) => ofType(type, resolved, overrides, path)));
}

function ofType(type: string, schema: AnySchemaObject, overrides: Overrides, path: string): Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'string':
      return textsOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum, max: schema.maximum });
    case 'array':
      return fc.array(valuesOf(schema.items, overrides, `${path}[]`), { maxLength: Math.min(schema.maxItems ?? 3, 3) });
    case 'object':
      return objectsOf(schema, overrides, path);
    default:
      throw new Error(`There are no values for the type ${type} of ${path}.`);
  }
}

function objectsOf({ properties, required = [] }: AnySchemaObject, overrides: Overrides, path: string) {
  const inner = Object.entries<AnySchemaObject>(properties).map(([name, schema]) => {
    return [name, valuesOf(schema, overrides, path === '' ? name : `${path}.${name}`)] as const;
  });
  return fc.record(Object.fromEntries(inner), { requiredKeys: required });
}

/** Texts of allowed characters; the longest there may be among them. */
export function textsOf(schema: AnySchemaObject): Arbitrary<string> {
  const { minLength = 0, maxLength = 200 } = schema;
  const allowed = fc.constantFrom(...allowedCharacters(exactPattern(schema)));
  const short = fc.string({ unit: allowed, minLength, maxLength: Math.min(maxLength, 12) });
  const longest = allowed.map((character) => character.repeat(maxLength));
  return fc.oneof({ weight: 5, arbitrary: short }, { weight: 1, arbitrary: longest });
}

/** The whole rule of a text, where `pattern` says only what every regular expression engine can. */
export function exactPattern({ pattern, 'x-ecma-pattern': exact = pattern }: AnySchemaObject): string | undefined {
  return exact;
}

/** Characters that a pattern of the form `^[…]+$` lets through. */
export function allowedCharacters(pattern = ''): string[] {
  const expression = new RegExp(pattern, 'u');
  const allowed = CHARACTERS.filter((character) => expression.test(character));
  if (allowed.length === 0) throw new Error(`No character of those tried matches ${pattern}.`);
  return allowed;
}

/** Characters that it does not. */
export function forbiddenCharacters(pattern: string): string[] {
  return CHARACTERS.filter((character) => !new RegExp(pattern, 'u').test(character));
}
