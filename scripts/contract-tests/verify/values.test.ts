import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { operations } from '../../../generated/operations.ts';
import { branchesOf, branchesTaken } from '../coverage/branches.ts';
import { document, operationIds, operationObject, resolve } from '../judge/document.ts';
import { allowedCharacters, valuesOf } from './schema-values.ts';
import { MISSING, withWrong, wrongValues } from './wrong-values.ts';

// Not the one of `schemas.ts`: a request may have properties that the contract does not know.
const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
ajv.addSchema(exact(document), 'contract');

/** With the patterns that only a program that knows Unicode can read, which the server keeps. */
function exact<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema), (_key, value) => {
    return value?.['x-ecma-pattern'] === undefined ? value : { ...value, pattern: value['x-ecma-pattern'] };
  });
}

const REQUESTS = operationIds.flatMap((operation) => {
  const schema = operationObject(operation).requestBody?.content['application/json']?.schema;
  return operations[operation].body && schema ? [[operation, schema] as const] : [];
});

function validatorOf(schema: AnySchemaObject) {
  return ajv.compile(exact(JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#', '"$ref":"contract#'))));
}

/** Where a body is wrong, as `errors` of a problem names it. */
function wrongFields(validate: ReturnType<typeof validatorOf>, body: unknown): string[] {
  if (validate(body)) return [];
  const fields = (validate.errors ?? []).map(({ instancePath, keyword, params }) => {
    const missing = keyword === 'required' ? `/${params.missingProperty}` : '';
    const path = `${instancePath}${missing}`.slice(1).replaceAll(/\/(\d+)/g, '[$1]');
    return path.replaceAll('/', '.') || '$';
  });
  return [...new Set(fields)];
}

describe.each(REQUESTS)('%s', (_operation, schema) => {
  const validate = validatorOf(schema);
  const values = valuesOf(schema);

  test('takes every value that is made for it', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(wrongFields(validate, value)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('is made in all its branches', () => {
    const all = new Set<string>();
    branchesOf(schema, 'request', (branch) => all.add(branch));
    const taken = new Set<string>();
    for (const value of fc.sample(values, { numRuns: 500, seed: 1 })) {
      branchesTaken(schema, value, 'request', (branch) => taken.add(branch));
    }
    expect([...taken].sort()).toEqual([...all].sort());
  });

  const right = fc.sample(values, { numRuns: 20, seed: 2 }) as Record<string, unknown>[];

  test.each(wrongValues(schema).map((wrong) => [wrong.name, wrong] as const))(
    'does not take a body where %s, and only that is wrong',
    (_name, { field, values: wrong }) => {
      fc.assert(
        fc.property(fc.constantFrom(...right), wrong, (base, value) => {
          expect(wrongFields(validate, withWrong(base, field, value))).toEqual([field]);
        }),
        { numRuns: 50 },
      );
    },
  );
});

test('the contract has no rule for a body that has no wrong value', () => {
  const known = [
    'type',
    'maxLength',
    'minLength',
    'pattern',
    'enum',
    'required',
    'properties',
    'items',
    'maxItems',
    '$ref',
  ];
  const told = ['title', 'description', 'example', 'examples', 'default'];
  const rules = new Set<string>();
  const collect = (schema: AnySchemaObject): void => {
    for (const rule of Object.keys(schema)) if (!rule.startsWith('x-')) rules.add(rule);
    if (schema.$ref) collect(resolve(schema));
    else for (const inner of Object.values(schema.properties ?? {})) collect(inner as AnySchemaObject);
    if (schema.items) collect(schema.items);
  };
  for (const [, schema] of REQUESTS) collect(schema);
  expect([...rules].filter((rule) => !known.includes(rule) && !told.includes(rule))).toEqual([]);
});

test('every rule of a schema has its wrong value', () => {
  const text = { type: 'string', minLength: 1, maxLength: 3, pattern: '^[^\\u0000]*$' };
  const schema = {
    type: 'object',
    required: ['text'],
    properties: {
      text,
      choice: { type: ['string', 'null'], enum: ['a', null] },
      list: { type: 'array', maxItems: 2, items: { type: 'object', required: ['id'], properties: { id: text } } },
    },
  };
  expect(wrongValues(schema).map(({ name }) => name)).toEqual([
    '$ has another type',
    'text is missing',
    'text has another type',
    'text is too long',
    'text is too short',
    'text has a character that it may not have',
    'choice has another type',
    'choice is not one of its values',
    'list has another type',
    'list[0] has another type',
    'list[0].id is missing',
    'list[0].id has another type',
    'list[0].id is too long',
    'list[0].id is too short',
    'list[0].id has a character that it may not have',
    'list has too many items',
  ]);
});

test('values stand in for others by their paths', () => {
  const [, schema] = REQUESTS.find(([operation]) => operation === 'createApiToken') ?? [];
  const overrides = { 'account.id': fc.constant('ACC-1'), 'modules[].id': fc.constant('MOD-1') };
  for (const value of fc.sample(valuesOf(schema ?? {}, overrides), { numRuns: 100, seed: 3 })) {
    const { account, modules } = value as { account?: { id: string } | null; modules?: { id: string }[] | null };
    if (account) expect(account.id).toBe('ACC-1');
    for (const { id } of modules ?? []) expect(id).toBe('MOD-1');
  }
});

test('one field is replaced or left out, the rest stays', () => {
  const base = { name: 'x', account: { id: 'A', more: 1 } };
  expect(withWrong(base, '$', 7)).toBe(7);
  expect(withWrong(base, 'name', MISSING)).toEqual({ account: { id: 'A', more: 1 } });
  expect(withWrong(base, 'account.id', 7)).toEqual({ name: 'x', account: { id: 7 } });
  expect(withWrong(base, 'account.id', MISSING)).toEqual({ name: 'x', account: {} });
  expect(withWrong(base, 'modules[0].id', MISSING)).toEqual({ ...base, modules: [{}] });
  expect(withWrong(base, 'modules[0]', null)).toEqual({ ...base, modules: [null] });
  expect(base).toEqual({ name: 'x', account: { id: 'A', more: 1 } });
});

test('a pattern that lets nothing through is told', () => {
  expect(() => allowedCharacters('^[\\u{1F9FF}]+$')).toThrow('No character of those tried');
});
