import type { AnySchemaObject } from 'ajv/dist/2020.js';
import fc, { type Arbitrary } from 'fast-check';
import { resolve } from '../judge/document.ts';
import { allowedCharacters, exactPattern, forbiddenCharacters } from './schema-values.ts';

/** One way for a body to break its schema. */
export interface WrongValue {
  /** Such as `name is too long`. */
  name: string;
  /** The key of `errors` that tells of it, such as `modules[0].id`; `$` is the whole body. */
  field: string;
  /** What the field holds; `MISSING` where it is left out. */
  values: Arbitrary<unknown>;
}

/** Stands for a property that is not there. */
export const MISSING = Symbol('missing');

const EXAMPLES_OF_TYPES: Record<string, readonly unknown[]> = {
  null: [null],
  boolean: [true, false],
  integer: [0, 7],
  number: [1.5],
  string: ['x'],
  array: [[], ['x']],
  object: [{}, { x: 1 }],
};

/** Every kind of wrong that a schema of a body knows, in each of its properties, as deep as they go. */
export function wrongValues(schema: AnySchemaObject, field = '$'): WrongValue[] {
  const { properties = {}, required = [], items, ...rules } = resolve(schema);
  const types: string[] = [rules.type].flat();
  const found: WrongValue[] = [
    { name: `${field} has another type`, field, values: fc.constantFrom(...valuesOfOtherTypes(types)) },
    ...wrongTexts(field, rules),
  ];
  if (types.includes('object')) {
    for (const [name, inner] of Object.entries<AnySchemaObject>(properties)) {
      const path = field === '$' ? name : `${field}.${name}`;
      if (required.includes(name)) {
        found.push({ name: `${path} is missing`, field: path, values: fc.constant(MISSING) });
      }
      found.push(...wrongValues(inner, path));
    }
  }
  if (types.includes('array')) {
    found.push(...wrongValues(items, `${field}[0]`));
    if (rules.maxItems !== undefined) {
      const many = Array.from({ length: rules.maxItems + 1 }, (_, index) => ({ id: `X-${index}` }));
      found.push({ name: `${field} has too many items`, field, values: fc.constant(many) });
    }
  }
  return found;
}

function valuesOfOtherTypes(types: readonly string[]): unknown[] {
  const accepted = types.includes('number') ? [...types, 'integer'] : types;
  return Object.entries(EXAMPLES_OF_TYPES).flatMap(([type, values]) => (accepted.includes(type) ? [] : values));
}

function wrongTexts(field: string, schema: AnySchemaObject): WrongValue[] {
  const { maxLength, minLength = 0, enum: values } = schema;
  const pattern = exactPattern(schema);
  const found: WrongValue[] = [];
  const allowed = () => fc.constantFrom(...allowedCharacters(pattern));
  if (maxLength !== undefined) {
    const tooLong = fc.tuple(allowed(), fc.integer({ min: 1, max: 50 }));
    const texts = tooLong.map(([character, more]) => character.repeat(maxLength + more));
    found.push({ name: `${field} is too long`, field, values: texts });
  }
  if (minLength > 0) found.push({ name: `${field} is too short`, field, values: fc.constant('') });
  const forbidden = pattern === undefined ? [] : forbiddenCharacters(pattern);
  if (forbidden.length > 0) {
    const around = fc.string({ unit: allowed(), maxLength: 5 });
    const texts = fc.tuple(around, fc.constantFrom(...forbidden), around).map((pieces) => pieces.join(''));
    found.push({ name: `${field} has a character that it may not have`, field, values: texts });
  }
  if (values) found.push({ name: `${field} is not one of its values`, field, values: fc.constant('No such value') });
  return found;
}

/** A body that is right but for one field; array elements are made for it. */
export function withWrong(base: Readonly<Record<string, unknown>>, field: string, value: unknown): unknown {
  if (field === '$') return value;
  const [name = '', ...rest] = field.match(/[^.[\]]+/g) ?? [];
  const inner = rest.length === 0 ? value : nested(rest, value);
  const { [name]: _replaced, ...others } = base;
  return inner === MISSING ? others : { ...others, [name]: inner };
}

function nested([name = '', ...rest]: readonly string[], value: unknown): unknown {
  const inner = rest.length === 0 ? value : nested(rest, value);
  if (/^\d+$/.test(name)) return [inner];
  return inner === MISSING ? {} : { [name]: inner };
}
