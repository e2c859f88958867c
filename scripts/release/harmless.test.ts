/** Changes that break nobody, one a row: the gate lets each pass. */
import { describe, expect, test } from 'vitest';
import { compare } from './compare.ts';
import { decide } from './decide.ts';
import {
  AS_RELEASED,
  addAnimals,
  answer,
  baseContract,
  type ContractChange,
  changedBy,
  type Document,
  property,
  remove,
  rename,
  renameSchema,
  runInOneProcess,
  schema,
  TOKEN,
  TOKENS,
} from './testing.ts';

const BASE = baseContract();
const ID = { name: 'id', in: 'path', required: true, schema: { type: 'string', maxLength: 100 } };
const isInternal = (server: Document) => server['x-internal'] === true;

function moveServers(document: Document): void {
  for (const item of Object.values<Document>(document.paths)) item.servers = document.servers;
  remove(document, 'servers');
}

function renameScheme(document: Document, from: string, to: string): void {
  rename(document.components.securitySchemes, from, to);
  document.security = [{ [to]: [] }];
}

/** In each of its paths, as one does who renames it. */
function renamePathParameter(document: Document): void {
  document.components.parameters.TokenId.name = 'tokenId';
  for (const path of Object.keys(document.paths)) {
    if (path.startsWith(TOKEN)) rename(document.paths, path, path.replace('{id}', '{tokenId}'));
  }
}

const HARMLESS: [...ContractChange, prepare?: ContractChange[1]][] = [
  [
    'operation added',
    (d) => (d.paths[TOKEN].patch = { ...d.paths[TOKEN].put, operationId: 'patchApiToken', description: 'New.' }),
  ],
  ['optional request property added', (d) => (schema(d, 'ApiTokenCreate').properties.colour = { type: 'string' })],
  ['response property added', (d) => (schema(d, 'ApiTokenSelection').properties.colour = { type: 'string' })],
  ['response property made required', (d) => schema(d, 'ApiToken').required.push('audit')],
  ['status added', (d) => (d.paths[TOKENS].post.responses['410'] = { $ref: '#/components/responses/NotFound' })],
  [
    'example added',
    (d) => (answer(d.paths[TOKENS].get, 200).examples.another = { summary: 'Another.', value: { data: [] } }),
  ],
  ['example removed', (d) => remove(answer(d.paths[TOKENS].get, 200).examples, 'empty')],
  ['description changed', (d) => (schema(d, 'TokenName').description = 'What people call it.')],
  [
    'optional parameter added',
    (d) => d.paths[TOKENS].get.parameters.push({ name: 'x', in: 'query', schema: { type: 'string' } }),
  ],
  [
    'response header added',
    (d) => (d.paths[TOKENS].get.responses['200'].headers['X-Cost'] = { schema: { type: 'integer' } }),
  ],
  ['tag added', (d) => d.tags.push({ name: 'More', description: 'More.' })],
  ['wider maximum in a response', (d) => (property(d, 'Pagination', 'limit').maximum = 200)],
  ['wider maximum length in request and response', (d) => (property(d, 'ExtensionReference', 'id').maxLength = 400)],
  ['wider maximum length in a request', (d) => (schema(d, 'NullableDescription').maxLength = 4000)],
  ['enum value added to a request', (d) => schema(d, 'KindAsked').enum.push('C')],
  ['enum value removed from a response', (d) => schema(d, 'TokenStatus').enum.pop()],
  ['security made optional', (d) => (d.paths[TOKENS].get.security = [{ bearer: [] }, {}])],
  ['media type added to a request', (d) => (d.paths[TOKENS].post.requestBody.content['text/x'] = {})],
  ['schema renamed', (d) => renameSchema(d, 'ModuleReferences', 'ModulesById')],
  [
    'schema inlined',
    (d) => (schema(d, 'ApiTokenCreate').properties.modules = structuredClone(schema(d, 'ModuleReferences'))),
  ],
  [
    'request body moved into a component',
    (d) => {
      const { post } = d.paths[TOKENS];
      d.components.requestBodies = { Create: post.requestBody };
      post.requestBody = { $ref: '#/components/requestBodies/Create' };
    },
  ],
  [
    'parameter moved from the path into its operations',
    (d) => {
      const item = d.paths[TOKEN];
      for (const method of ['get', 'put', 'delete'])
        item[method].parameters = [...(item[method].parameters ?? []), ...item.parameters];
      remove(item, 'parameters');
    },
  ],
  ['security moved into an operation', (d) => (d.paths[TOKENS].get.security = d.security)],
  ['hint about the form of a token reworded', (d) => (d.components.securitySchemes.bearer.bearerFormat = 'opaque')],
  ['internal server removed', (d) => d.servers.splice(d.servers.findIndex(isInternal), 1)],
  ['servers moved into the operations', (d) => moveServers(d)],
  ['security scheme renamed with all its uses', (d) => renameScheme(d, 'bearer', 'apiToken')],
  [
    'security scheme that nothing uses removed',
    (d) => remove(d.components.securitySchemes, 'spare'),
    (d) => (d.components.securitySchemes.spare = { type: 'http', scheme: 'basic' }),
  ],
  [
    'stricter parameter of a path that every operation overrides',
    (d) => (d.paths[TOKEN].parameters = [{ ...ID, schema: { type: 'string', maxLength: 1 } }]),
    (d) => {
      for (const method of ['get', 'put', 'delete'])
        d.paths[TOKEN][method].parameters = [...(d.paths[TOKEN][method].parameters ?? []), ID];
    },
  ],
  ['operationId changed', (d) => (d.paths[TOKENS].get.operationId = 'findApiTokens')],
  ['path parameter renamed', (d) => renamePathParameter(d)],
  [
    'schema that nothing uses removed',
    (d) => remove(d.components.schemas, 'Spare'),
    (d) => (d.components.schemas.Spare = {}),
  ],
  [
    'mapping of a discriminator follows a schema that is renamed',
    (d) => {
      renameSchema(d, 'Cat', 'Tiger');
      d.components.schemas.Animal.discriminator.mapping.cat = '#/components/schemas/Tiger';
    },
    addAnimals,
  ],
];

describe('the gate lets pass what breaks nobody', () => {
  test.concurrent.each(HARMLESS)('%s', async (_name, mutate, prepare) => {
    const base = prepare ? changedBy(BASE, prepare) : BASE;
    const { changes } = await compare(base, changedBy(base, mutate), runInOneProcess);
    expect(decide({ ...AS_RELEASED, changes }).problems).toEqual([]);
  });
});
