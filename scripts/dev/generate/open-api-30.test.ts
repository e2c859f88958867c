import { readFile } from 'node:fs/promises';
import { validate } from '@readme/openapi-parser';
import { expect, test } from 'vitest';
import { asOpenApi30 } from './open-api-30.ts';

const read = async (name: string) =>
  JSON.parse(await readFile(new URL(`../../../generated/${name}`, import.meta.url), 'utf8'));

test('the contract as 3.0 is valid, and has every operation and every schema of it', async () => {
  const [contract, older] = await Promise.all([read('openapi.json'), read('openapi-3.0.json')]);
  expect(older.openapi).toMatch(/^3\.0\./);
  expect(await validate(structuredClone(older))).toMatchObject({ valid: true });
  expect(Object.keys(older.paths)).toEqual(Object.keys(contract.paths));
  expect(Object.keys(older.components.schemas)).toEqual(Object.keys(contract.components.schemas));
});

test('what 3.0 has no word for is said in its words', () => {
  const properties = {
    kind: { const: 'a' },
    name: { type: ['string', 'null'], examples: ['x', 'y'] },
    example: { type: 'string', const: 'kept apart' },
  };
  const info = { title: 'x', version: '1', summary: 'short' };
  const schemas = { Thing: { type: 'object', properties } };
  expect(asOpenApi30({ openapi: '3.1.0', info, paths: {}, components: { schemas } })).toMatchObject({
    info: { title: 'x', version: '1' },
    components: {
      schemas: {
        Thing: {
          properties: {
            kind: { enum: ['a'] },
            name: { type: 'string', nullable: true, example: 'x' },
            example: { enum: ['kept apart'] },
          },
        },
      },
    },
  });
});
