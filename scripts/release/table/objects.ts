/** For each object of OpenAPI, a document part that has it: where a row's keyword is put. */
import type { Fragment, Part } from './batch.ts';

export type Direction = 'request' | 'answer';

const NO_CONTENT = { responses: { 204: { description: 'Done.' } } };

/** An operation that asks for, or answers with, this content. */
export function withContent(content: Fragment, direction: Direction): Part {
  return direction === 'request'
    ? { item: { post: { requestBody: { content }, ...NO_CONTENT } } }
    : { item: { get: { responses: { 200: { description: 'Read.', content } } } } };
}

/** A body of this schema. */
export function withBody(schema: Fragment, direction: Direction): Part {
  return withContent({ 'application/json': { schema } }, direction);
}

/** A body with a property `x` of this schema. */
export function withProperty(schema: Fragment, direction: Direction): Part {
  return withBody({ type: 'object', properties: { x: schema } }, direction);
}

/** A GET with a query parameter. */
export function withParameter(parameter: Fragment): Part {
  return { item: { get: { parameters: [{ name: 'q', in: 'query', ...parameter }], ...NO_CONTENT } } };
}

/** A GET whose answer has the header `X-Is`. */
export function withHeader(header: Fragment): Part {
  return { item: { get: { responses: { 200: { description: 'Read.', headers: { 'X-Is': header } } } } } };
}

const withResponse = (response: Fragment): Part => ({
  item: { get: { responses: { 200: { description: 'Read.', ...response } } } },
});

/** An operation that asks for a credential by this scheme. */
export const withScheme = (securityScheme: Fragment): Part => ({
  item: { get: { security: [{ NAME: [] }], ...NO_CONTENT } },
  securityScheme,
});

const withFlow = (name: string, needed: Fragment) => (flow: Fragment) =>
  withScheme({ type: 'oauth2', flows: { [name]: { scopes: {}, ...needed, ...flow } } });

const URLS = { authorizationUrl: 'https://a.example', tokenUrl: 'https://t.example' };

/** A scheme of OAuth with one flow. */
export const withAuthorizationCode = withFlow('authorizationCode', URLS);

/** By Redocly's names; what is given is put over the little that the object needs. */
export const OBJECTS: Record<string, (fields: Fragment, direction: Direction) => Part> = {
  Schema: withProperty,
  Discriminator: (fields, direction) =>
    withProperty({ ...CATS_AND_DOGS, discriminator: { propertyName: 'kind', ...fields } }, direction),
  Xml: (fields, direction) => withProperty({ type: 'string', xml: fields }, direction),
  MediaType: (fields, direction) => withContent({ 'application/json': fields }, direction),
  Encoding: (fields, direction) => {
    const schema = { type: 'object', properties: { x: { type: 'array', items: { type: 'string' } } } };
    return withContent({ 'multipart/form-data': { schema, encoding: { x: fields } } }, direction);
  },
  Parameter: (fields) => withParameter({ schema: { type: 'string' }, ...fields }),
  Header: (fields) => withHeader({ schema: { type: 'string' }, ...fields }),
  RequestBody: (fields) => ({
    item: { post: { requestBody: { content: { 'text/plain': {} }, ...fields }, ...NO_CONTENT } },
  }),
  Response: withResponse,
  Operation: (fields) => ({ item: { get: { ...NO_CONTENT, ...fields } } }),
  PathItem: (fields) => ({ item: { trace: NO_CONTENT, ...fields } }),
  Example: (fields) => withParameter({ schema: { type: 'string' }, examples: { one: fields } }),
  ExternalDocs: (fields) => ({
    item: { get: { ...NO_CONTENT, externalDocs: { url: 'https://docs.example', ...fields } } },
  }),
  Link: (fields) => withResponse({ links: { next: fields } }),
  Server: (fields) => ({ item: { get: { ...NO_CONTENT, servers: [{ url: 'https://{place}.example', ...fields }] } } }),
  ServerVariable: (fields) => ({
    item: {
      get: {
        ...NO_CONTENT,
        servers: [{ url: 'https://{place}.example', variables: { place: { default: 'eu', ...fields } } }],
      },
    },
  }),
  Reference: (fields) => withHeader({ $ref: '#/components/headers/Count', ...fields }),
  Tag: (tag) => ({ tag }),
  SecurityScheme: withScheme,
  OAuth2Flows: (flows) => withScheme({ type: 'oauth2', flows }),
  ImplicitFlow: withFlow('implicit', { authorizationUrl: URLS.authorizationUrl }),
  PasswordFlow: withFlow('password', { tokenUrl: URLS.tokenUrl }),
  ClientCredentials: withFlow('clientCredentials', { tokenUrl: URLS.tokenUrl }),
  AuthorizationCode: withAuthorizationCode,
};

/** The same objects as shared parts that are referred to. */
export const SHARED_OBJECTS: Record<string, (fields: Fragment, direction: Direction) => Part> = {
  Schema: (schema, direction) => ({ ...withProperty({ $ref: '#/components/schemas/NAME' }, direction), schema }),
  Parameter: (fields) => ({
    item: { get: { parameters: [{ $ref: '#/components/parameters/NAME' }], ...NO_CONTENT } },
    parameter: { name: 'q', in: 'query', schema: { type: 'string' }, ...fields },
  }),
  Header: (fields) => ({
    ...withHeader({ $ref: '#/components/headers/NAME' }),
    header: { schema: { type: 'string' }, ...fields },
  }),
  RequestBody: (fields) => ({
    item: { post: { requestBody: { $ref: '#/components/requestBodies/NAME' }, ...NO_CONTENT } },
    requestBody: { content: { 'text/plain': {} }, ...fields },
  }),
  Response: (fields) => ({
    item: { get: { responses: { 200: { $ref: '#/components/responses/NAME' } } } },
    response: { description: 'Read.', ...fields },
  }),
  Example: (example) => ({
    ...withParameter({ schema: { type: 'string' }, examples: { one: { $ref: '#/components/examples/NAME' } } }),
    example,
  }),
  Link: (link) => ({ ...withResponse({ links: { next: { $ref: '#/components/links/NAME' } } }), link }),
};

/** A choice between two shared schemas. */
export const CATS_AND_DOGS = {
  oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
};
