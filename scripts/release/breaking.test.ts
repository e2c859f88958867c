/** Changes that break a consumer, one a row: the gate stops each. */
import { describe, expect, test } from 'vitest';
import { compare } from './compare.ts';
import { decide } from './decide.ts';
import {
  AS_RELEASED,
  addAnimals,
  baseContract,
  type ContractChange,
  changedBy,
  property,
  remove,
  rename,
  runInOneProcess,
  schema,
  TOKEN,
  TOKENS,
} from './testing.ts';

const BASE = baseContract();

const BREAKING: [...ContractChange, prepare?: ContractChange[1]][] = [
  ['operation removed', (d) => remove(d.paths[TOKEN], 'delete')],
  ['path renamed', (d) => rename(d.paths, `${TOKEN}/enable`, `${TOKEN}/activate`)],
  ['status removed', (d) => remove(d.paths[TOKENS].post.responses, '413')],
  ['status replaced by another', (d) => rename(d.paths[TOKENS].post.responses, '201', '200')],
  ['request property made required', (d) => schema(d, 'ApiTokenCreate').required.push('account')],
  ['request property removed', (d) => remove(schema(d, 'ApiTokenCreate').properties, 'account')],
  ['request property renamed', (d) => rename(schema(d, 'ApiTokenCreate').properties, 'account', 'accounts')],
  ['all request properties removed', (d) => remove(schema(d, 'ApiTokenCreate'), 'properties')],
  ['request type narrowed (no null)', (d) => (schema(d, 'OwnerReference').type = 'object')],
  ['response type widened', (d) => (property(d, 'Pagination', 'total').type = ['integer', 'string'])],
  ['parameter type narrowed', (d) => (d.components.parameters.TokenId.schema.type = 'integer')],
  ['enum value removed from a request', (d) => schema(d, 'KindAsked').enum.pop()],
  ['enum value removed from what is asked and answered', (d) => schema(d, 'KindAskedAndAnswered').enum.pop()],
  ['enum value added to what is asked and answered', (d) => schema(d, 'KindAskedAndAnswered').enum.push('C')],
  ['enum value added to a response', (d) => schema(d, 'TokenStatus').enum.push('Expired')],
  ['response property removed', (d) => remove(schema(d, 'ApiTokenSelection').properties, 'revision')],
  ['response property renamed', (d) => rename(schema(d, 'Problem').properties, 'traceId', 'traceID')],
  ['response property made optional', (d) => (schema(d, 'Pagination').required = ['offset', 'limit'])],
  ['response property made optional beside allOf', (d) => schema(d, 'ApiToken').required.splice(3, 1)],
  ['response property made nullable', (d) => (property(d, 'Pagination', 'total').type = ['integer', 'null'])],
  [
    'response property made nullable by anyOf',
    (d) => {
      const { properties } = schema(d, 'ApiTokenSelection');
      properties.status = { anyOf: [properties.status, { type: 'null' }] };
    },
  ],
  ['request pattern tightened', (d) => (schema(d, 'TokenNameText').pattern = '^[a-z]+$')],
  ['response pattern changed', (d) => (schema(d, 'Credential').pattern = '^[0-9a-f]+$')],
  ['parameter pattern added', (d) => (d.components.parameters.TokenId.schema.pattern = '^TKN-[0-9]{4}-[0-9]{4}$')],
  ['maximum length of a request lowered', (d) => (schema(d, 'TokenNameText').maxLength = 100)],
  ['maximum of a parameter set', (d) => (d.components.parameters.Limit.schema.maximum = 10)],
  ['security added', (d) => (d.paths['/public/v1/openapi.json'].get.security = [{ bearer: [] }])],
  ['security added by inheritance', (d) => remove(d.paths['/public/v1/openapi.json'].get, 'security')],
  ['header removed from a response', (d) => remove(d.paths[TOKENS].post.responses['201'].headers, 'Location')],
  ['response header made optional', (d) => remove(d.components.headers['Cache-Control'], 'required')],
  ['media type removed from a request', (d) => remove(d.paths[TOKENS].post.requestBody.content, 'application/json')],
  [
    'media type of a response changed',
    (d) => rename(d.components.responses.NotFound.content, 'application/problem+json', 'application/json'),
  ],
  ['response body removed', (d) => remove(d.paths[TOKENS].get.responses['200'], 'content')],
  ['parameter made required', (d) => (d.components.parameters.Limit.required = true)],
  [
    'required parameter added',
    (d) => d.paths[TOKENS].get.parameters.push({ name: 'x', in: 'query', required: true, schema: { type: 'string' } }),
  ],
  ['parameter removed', (d) => d.paths[TOKENS].get.parameters.pop()],
  ['default of a request property changed', (d) => (schema(d, 'KindAsked').default = 'B')],
  ['default of a parameter changed', (d) => (d.components.parameters.Limit.schema.default = 50)],
  ['default of a parameter removed', (d) => remove(d.components.parameters.Limit.schema, 'default')],
  ['request property made read-only', (d) => (schema(d, 'TokenNameText').readOnly = true)],
  [
    'request property made read-only beside its reference',
    (d) => (property(d, 'ApiTokenCreate', 'name').readOnly = true),
  ],
  [
    'read-only property that is required made writable',
    (d) => remove(property(d, 'ApiTokenCreate', 'made'), 'readOnly'),
    (d) => {
      schema(d, 'ApiTokenCreate').properties.made = { type: 'string', readOnly: true };
      schema(d, 'ApiTokenCreate').required.push('made');
    },
  ],
  ['response property made write-only', (d) => (schema(d, 'TokenStatus').writeOnly = true)],
  ['response property left out unless selected', (d) => (schema(d, 'TokenStatus')['x-omitted-by-default'] = true)],
  ['text of a request encoded', (d) => (schema(d, 'TokenNameText').contentEncoding = 'base64')],
  ['text of a response encoded', (d) => (schema(d, 'Credential').contentEncoding = 'base64')],
  ['discriminator of another name', (d) => (schema(d, 'Animal').discriminator.propertyName = 'sort'), addAnimals],
  [
    'discriminator of another value',
    (d) => rename(schema(d, 'Animal').discriminator.mapping, 'cat', 'feline'),
    addAnimals,
  ],
  ['operation of which another server answers', (d) => (d.paths[TOKENS].get.servers = [{ url: 'https://a.example' }])],
  ['server made internal', (d) => (d.servers[0]['x-internal'] = true)],
  [
    'stricter parameter of a path that one operation does not override',
    (d) => {
      const parameter = { name: 'id', in: 'path', required: true, schema: { type: 'string', maxLength: 100 } };
      for (const method of ['get', 'put'])
        d.paths[TOKEN][method].parameters = [...(d.paths[TOKEN][method].parameters ?? []), parameter];
      d.paths[TOKEN].parameters = [{ ...parameter, schema: { type: 'string', maxLength: 1 } }];
    },
  ],
  [
    'required request body added',
    (d) => {
      const content = { 'application/json': { schema: { type: 'object' } } };
      d.paths[`${TOKEN}/enable`].post.requestBody = { required: true, content };
    },
  ],
];

describe('the gate stops what breaks a consumer', () => {
  test.concurrent.each(BREAKING)('%s', async (_name, mutate, prepare) => {
    const base = prepare ? changedBy(BASE, prepare) : BASE;
    const { changes } = await compare(base, changedBy(base, mutate), runInOneProcess);
    expect(decide({ ...AS_RELEASED, changes }).problems).toEqual([
      expect.stringMatching(/^\d+ changes? breaks? consumers/),
    ]);
  });
});
