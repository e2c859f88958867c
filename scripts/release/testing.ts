/** What tests of the release gate share: a contract to change, and words to change it with. */
import { readFileSync } from 'node:fs';
import { redoclyInOneProcess } from '../testing/redocly-in-one-process.ts';
import type { Contract } from './contract.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows reach into the document by name, and a wrong name fails them.
export type Document = any;

/** A change that somebody might make to the contract, and a function that makes it. */
export type ContractChange = [name: string, mutate: (document: Document) => unknown];

export const TOKENS = '/public/v1/accounts/api-tokens';
export const TOKEN = `${TOKENS}/{id}`;

/** The contract as it stands, with two enums that it does not have: one in a request only, one in both directions. */
export function baseContract(): Contract {
  const document = JSON.parse(readFileSync(new URL('../../generated/openapi.json', import.meta.url), 'utf8'));
  const { schemas } = document.components;
  schemas.KindAsked = { type: 'string', enum: ['A', 'B'], default: 'A' };
  schemas.KindAskedAndAnswered = { type: 'string', enum: ['A', 'B'] };
  schemas.ApiTokenCreate.properties.asked = { $ref: '#/components/schemas/KindAsked' };
  schemas.ApiTokenCreate.properties.both = { $ref: '#/components/schemas/KindAskedAndAnswered' };
  schemas.ApiTokenSelection.properties.both = { $ref: '#/components/schemas/KindAskedAndAnswered' };
  return document;
}

/** The contract changed by a row. Throws where the row changes nothing. */
export function changedBy(base: Contract, mutate: ContractChange[1]): Contract {
  const document = structuredClone(base);
  mutate(document);
  if (JSON.stringify(document) === JSON.stringify(base)) throw new Error('The row changes nothing.');
  return document;
}

export function schema(document: Document, name: string): Document {
  return document.components.schemas[name];
}

export function property(document: Document, name: string, key: string): Document {
  return schema(document, name).properties[key];
}

/** What an operation answers with a status, as JSON. */
export function answer(operation: Document, status: number): Document {
  return operation.responses[status].content['application/json'];
}

/** Removes what must have been there. */
export function remove(object: Document, key: string): void {
  if (!(key in object)) throw new Error(`${key} is not there.`);
  delete object[key];
}

export function rename(object: Document, from: string, to: string): void {
  const value = object[from];
  remove(object, from);
  object[to] = value;
}

/** Gives a schema another name, and every reference follows. */
export function renameSchema(document: Document, from: string, to: string): void {
  rename(document.components.schemas, from, to);
  for (const part of ['paths', 'components']) {
    document[part] = JSON.parse(JSON.stringify(document[part]).replaceAll(`/schemas/${from}"`, `/schemas/${to}"`));
  }
}

/** Gives the answer of the list of tokens a choice of schemas by discriminator. */
export function addAnimals(document: Document): void {
  const animal = (own: Document) => ({ type: 'object', properties: { kind: { type: 'string' }, ...own } });
  const { schemas } = document.components;
  schemas.Cat = animal({ lives: { type: 'integer' } });
  schemas.Dog = animal({ bark: { type: 'string' } });
  schemas.Animal = {
    oneOf: ['Cat', 'Dog'].map((name) => ({ $ref: `#/components/schemas/${name}` })),
    discriminator: {
      propertyName: 'kind',
      mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' },
    },
  };
  schemas.ApiTokenSelection.properties.animal = { $ref: '#/components/schemas/Animal' };
}

/** All that `decide` asks besides the changes, while the version is still that of the last release. */
export const AS_RELEASED = {
  released: '1.0.0',
  version: '1.0.0',
  packageVersion: '1.0.0',
  changelog: '# Changelog\n\n## 1.0.0\n\nThe first.\n',
};

/** The same as `runRedocly`, for tests that compare many contracts: in a process that has loaded it. */
export async function runInOneProcess(args: readonly string[]): Promise<void> {
  const { code, out, problems } = await redoclyInOneProcess.run(args);
  if (code !== 0) throw new Error(`redocly ${args[0]} failed:\n${problems || out}`);
}
