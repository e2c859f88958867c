/** The keywords of OpenAPI 3.1 below a path, and what each change of one is. */
import type { Fragment } from './batch.ts';

/**
 * A keyword of an object, what happens to it, its value before and after (`undefined` where it is not there), and the
 * verdict: two where it is another in a request than in an answer.
 */
export type PartRow = [keyword: string, what: string, before: Fragment, after: Fragment, verdicts: string];

const NONE = undefined;
const TEXT = { type: 'string' };
const JSON_BODY = { 'application/json': { schema: TEXT } };
const BODY = { content: JSON_BODY };
const DONE = { responses: { 204: { description: 'Done.' } } };
const QUERY = [{ name: 'a', in: 'query', schema: TEXT }];
const CAT = '#/components/schemas/Cat';
const DOG = '#/components/schemas/Dog';
const CALLBACK = { done: { '{$request.query.url}': { post: DONE } } };
const EUROPE = [{ url: 'https://eu.example' }];
const EVERYWHERE = [...EUROPE, { url: 'https://us.example' }];

/** What is only read: each change is another text. */
const words = (keyword: string, before: Fragment = 'A', after: Fragment = 'B'): PartRow[] => [
  [keyword, 'added', NONE, before, 'patch'],
  [keyword, 'changed', before, after, 'patch'],
  [keyword, 'removed', before, NONE, 'patch'],
];
const examples = [
  ...words('example', { a: 1 }, { a: 2 }),
  ...words('examples', { one: { value: 1 } }, { one: { value: 2 } }),
];
/** What may be said of a thing, and breaks nobody. */
const deprecated: PartRow[] = [
  ['deprecated', 'added', NONE, true, 'minor'],
  ['deprecated', 'changed', true, false, 'minor'],
  ['deprecated', 'removed', true, NONE, 'minor'],
  ['deprecated', 'written out', NONE, false, 'none'],
];
/** Every change breaks, in requests and in answers. */
const fixed = (keyword: string, before: Fragment, after: Fragment): PartRow[] => [
  [keyword, 'added', NONE, before, 'major'],
  [keyword, 'changed', before, after, 'major'],
  [keyword, 'removed', before, NONE, 'major'],
];
const code = (keyword: string, before: Fragment, after: Fragment): PartRow[] => [
  [keyword, 'added', NONE, before, 'code'],
  [keyword, 'changed', before, after, 'code'],
  [keyword, 'removed', before, NONE, 'code'],
];
const method = (name: string): PartRow[] => [
  [name, 'added', NONE, DONE, 'minor'],
  [name, 'changed', DONE, { ...DONE, description: 'A' }, 'patch'],
  [name, 'removed', DONE, NONE, 'major'],
];
const flow = (name: string, urls: Fragment): PartRow[] => [
  [name, 'added', NONE, { scopes: {}, ...urls }, 'minor'],
  [name, 'changed', { scopes: {}, ...urls }, { scopes: { a: 'A' }, ...urls }, 'minor'],
  [name, 'removed', { scopes: {}, ...urls }, NONE, 'major'],
];
const url = (keyword: string): PartRow[] => [
  [keyword, 'added', NONE, 'https://a.example', 'major'],
  [keyword, 'changed', 'https://a.example', 'https://b.example', 'major'],
  [keyword, 'removed', 'https://a.example', NONE, 'major'],
];
const refresh: PartRow[] = [
  ['refreshUrl', 'added', NONE, 'https://a.example', 'minor'],
  ['refreshUrl', 'changed', 'https://a.example', 'https://b.example', 'major'],
  ['refreshUrl', 'removed', 'https://a.example', NONE, 'major'],
];
const scopes: PartRow[] = [
  ['scopes', 'added', NONE, { a: 'A' }, 'minor'],
  ['scopes', 'widened', { a: 'A' }, { a: 'A', b: 'B' }, 'minor'],
  ['scopes', 'narrowed', { a: 'A', b: 'B' }, { a: 'A' }, 'major'],
  ['scopes', 'changed', { a: 'A' }, { b: 'B' }, 'major'],
  ['scopes', 'reworded', { a: 'A' }, { a: 'B' }, 'patch'],
  ['scopes', 'removed', { a: 'A' }, NONE, 'major'],
];
const serialized = [...fixed('style', 'pipeDelimited', 'spaceDelimited'), ...fixed('explode', false, true).slice(0, 1)];

export const PART_ROWS: Record<string, PartRow[]> = {
  PathItem: [
    ...words('summary'),
    ...words('description'),
    ...['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'].flatMap(method),
    ['$ref', 'added', NONE, '#/components/pathItems/Ping', 'minor'],
    ['$ref', 'changed', '#/components/pathItems/Ping', '#/components/pathItems/Pong', 'major'],
    ['$ref', 'removed', '#/components/pathItems/Ping', NONE, 'major'],
    ['servers', 'added, the same', NONE, [{ url: 'https://example.com' }], 'none'],
    ['servers', 'added', NONE, EUROPE, 'major'],
    ['servers', 'changed', EUROPE, EVERYWHERE, 'minor'],
    ['servers', 'narrowed', EVERYWHERE, EUROPE, 'major'],
    ['servers', 'in another order', EVERYWHERE, [...EVERYWHERE].reverse(), 'none'],
    ['servers', 'removed', EUROPE, NONE, 'major'],
    ['parameters', 'added', NONE, QUERY, 'minor'],
    ['parameters', 'changed', QUERY, [{ ...QUERY[0], required: true }], 'major'],
    ['parameters', 'removed', QUERY, NONE, 'major'],
  ],
  Operation: [
    ...words('summary'),
    ...words('description'),
    ...words('externalDocs', { url: 'https://a.example' }, { url: 'https://b.example' }),
    ...code('tags', ['a'], ['b']),
    ...code('operationId', 'NAME-a', 'NAME-b'),
    ...deprecated,
    ['parameters', 'added', NONE, QUERY, 'minor'],
    [
      'parameters',
      'of one more that is required',
      QUERY,
      [...QUERY, { name: 'b', in: 'query', required: true }],
      'major',
    ],
    ['parameters', 'changed', QUERY, [{ ...QUERY[0], name: 'b' }], 'major'],
    ['parameters', 'in another place', QUERY, [{ ...QUERY[0], in: 'header' }], 'major'],
    ['parameters', 'removed', QUERY, NONE, 'major'],
    ['parameters', 'described otherwise', QUERY, [{ ...QUERY[0], description: 'A text '.repeat(40) }], 'patch'],
    ['requestBody', 'added', NONE, BODY, 'minor'],
    ['requestBody', 'added and required', NONE, { ...BODY, required: true }, 'major'],
    ['requestBody', 'changed', BODY, { ...BODY, required: true }, 'major'],
    ['requestBody', 'removed', BODY, NONE, 'major'],
    [
      'responses',
      'added',
      { 204: { description: 'A' } },
      { 204: { description: 'A' }, 400: { description: 'B' } },
      'minor',
    ],
    ['responses', 'changed', { 204: { description: 'A' } }, { 200: { description: 'A' } }, 'major'],
    [
      'responses',
      'of one less',
      { 204: { description: 'A' }, 400: { description: 'B' } },
      { 204: { description: 'A' } },
      'major',
    ],
    ['responses', 'removed', { 204: { description: 'A' } }, NONE, 'major'],
    ['responses', 'with an extension', DONE.responses, { ...DONE.responses, 'x-a': 1 }, 'patch'],
    ['callbacks', 'added', NONE, CALLBACK, 'minor'],
    ['callbacks', 'changed', CALLBACK, { done: { '{$request.query.url}': { put: DONE } } }, 'major'],
    ['callbacks', 'to another address', CALLBACK, { done: { '{$request.query.uri}': { post: DONE } } }, 'major'],
    ['callbacks', 'removed', CALLBACK, NONE, 'major'],
    ['security', 'added', NONE, [{ a: [] }], 'major'],
    ['security', 'changed', [{ a: [] }], [{ b: [] }], 'major'],
    ['security', 'widened', [{ a: [] }], [{ a: [] }, { b: [] }], 'minor'],
    ['security', 'narrowed', [{ a: [] }, { b: [] }], [{ a: [] }], 'major'],
    ['security', 'of another scope', [{ a: ['x'] }], [{ a: ['x', 'y'] }], 'major'],
    ['security', 'of one scope less', [{ a: ['x', 'y'] }], [{ a: ['x'] }], 'minor'],
    ['security', 'removed', [{ a: [] }], NONE, 'minor'],
    ['servers', 'added', NONE, EUROPE, 'major'],
    ['servers', 'changed', EUROPE, EVERYWHERE, 'minor'],
    ['servers', 'of which an internal one goes', [...EUROPE, { url: 'http://a', 'x-internal': true }], EUROPE, 'none'],
    [
      'servers',
      'of which one becomes internal',
      EVERYWHERE,
      [EUROPE[0], { ...EVERYWHERE[1], 'x-internal': true }],
      'major',
    ],
    ['servers', 'removed', EUROPE, NONE, 'major'],
  ],
  Parameter: [
    ...words('description'),
    ...examples,
    ...deprecated,
    ['name', 'changed', 'a', 'b', 'major'],
    ['in', 'changed', 'query', 'cookie', 'major'],
    ['required', 'added', NONE, true, 'major'],
    ['required', 'changed', true, false, 'minor'],
    ['required', 'removed', true, NONE, 'minor'],
    ['required', 'written out', NONE, false, 'none'],
    ['allowEmptyValue', 'added', NONE, true, 'minor'],
    ['allowEmptyValue', 'changed', true, false, 'major'],
    ['allowEmptyValue', 'removed', true, NONE, 'major'],
    ['allowReserved', 'added', NONE, true, 'minor'],
    ['allowReserved', 'changed', true, false, 'major'],
    ['allowReserved', 'removed', true, NONE, 'major'],
    ...serialized,
    ['style', 'written out', NONE, 'form', 'none'],
    ['explode', 'changed', false, true, 'major'],
    ['explode', 'removed', false, NONE, 'major'],
    ['explode', 'written out', NONE, true, 'none'],
    ['schema', 'added', NONE, TEXT, 'major'],
    ['schema', 'changed', TEXT, { ...TEXT, maxLength: 9 }, 'major'],
    ['schema', 'removed', TEXT, NONE, 'minor'],
    ...fixed('content', JSON_BODY, { 'text/plain': { schema: TEXT } }),
  ],
  RequestBody: [
    ...words('description'),
    ['content', 'of one more', JSON_BODY, { ...JSON_BODY, 'text/plain': {} }, 'minor'],
    ['content', 'of one less', { ...JSON_BODY, 'text/plain': {} }, JSON_BODY, 'major'],
    ['content', 'changed', JSON_BODY, { 'text/plain': {} }, 'major'],
    ['required', 'added', NONE, true, 'major'],
    ['required', 'changed', true, false, 'minor'],
    ['required', 'removed', true, NONE, 'minor'],
    ['required', 'written out', NONE, false, 'none'],
  ],
  MediaType: [
    ...examples,
    ['schema', 'added', NONE, TEXT, 'major minor'],
    ['schema', 'changed', TEXT, { type: 'integer' }, 'major major'],
    ['schema', 'removed', TEXT, NONE, 'minor major'],
    ...fixed('encoding', { x: { contentType: 'text/plain' } }, { x: { contentType: 'text/html' } }),
  ],
  Encoding: [
    ...fixed('contentType', 'text/plain', 'text/html'),
    ...fixed('headers', { A: { schema: TEXT } }, { B: { schema: TEXT } }),
    ...serialized,
    ['explode', 'changed', false, true, 'major'],
    ['explode', 'removed', false, NONE, 'major'],
    ['allowReserved', 'added', NONE, true, 'major'],
    ['allowReserved', 'changed', true, false, 'major'],
    ['allowReserved', 'removed', true, NONE, 'major'],
  ],
  Response: [
    ...words('description'),
    ['headers', 'added', NONE, { A: { schema: TEXT } }, 'minor'],
    ['headers', 'changed', { A: { schema: TEXT } }, { B: { schema: TEXT } }, 'major'],
    ['headers', 'in another case', { 'X-A': { schema: TEXT } }, { 'x-a': { schema: TEXT } }, 'none'],
    ['headers', 'removed', { A: { schema: TEXT } }, NONE, 'major'],
    ['content', 'added', NONE, JSON_BODY, 'minor'],
    ['content', 'changed', JSON_BODY, { 'text/plain': {} }, 'major'],
    ['content', 'of one more', JSON_BODY, { ...JSON_BODY, 'text/plain': {} }, 'minor'],
    ['content', 'removed', JSON_BODY, NONE, 'major'],
    ...code('links', { next: { operationId: 'a' } }, { next: { operationId: 'b' } }),
  ],
  Header: [
    ...words('description'),
    ...examples,
    ...deprecated,
    ['required', 'added', NONE, true, 'minor'],
    ['required', 'changed', true, false, 'major'],
    ['required', 'removed', true, NONE, 'major'],
    ['required', 'written out', NONE, false, 'none'],
    ['style', 'written out', NONE, 'simple', 'none'],
    ...fixed('style', 'form', 'label'),
    ...fixed('explode', true, 'false'),
    ['schema', 'added', NONE, TEXT, 'minor'],
    ['schema', 'changed', TEXT, { type: 'integer' }, 'major'],
    ['schema', 'removed', TEXT, NONE, 'major'],
    ...fixed('content', JSON_BODY, { 'text/plain': { schema: TEXT } }),
  ],
  Example: [
    ...['summary', 'description', 'externalValue'].flatMap((keyword) => words(keyword)),
    ...words('value', [1], [2]),
  ],
  ExternalDocs: [...words('description'), ['url', 'changed', 'https://a.example', 'https://b.example', 'patch']],
  Link: [
    ...words('description'),
    ...code('operationRef', '#/a', '#/b'),
    ...code('operationId', 'a', 'b'),
    ...code('parameters', { a: 1 }, { a: 2 }),
    ...code('requestBody', 'a', { a: 1 }),
    ['server', 'added', NONE, { url: 'https://a.example' }, 'code'],
    ['server', 'changed', { url: 'https://a.example' }, { url: 'https://b.example' }, 'major'],
    ['server', 'removed', { url: 'https://a.example' }, NONE, 'major'],
  ],
  Server: [
    ...words('description'),
    ['url', 'changed', 'https://a.example', 'https://b.example', 'major'],
    ...fixed('variables', { place: { default: 'eu' } }, { place: { default: 'us' } }),
  ],
  ServerVariable: [
    ...words('description'),
    ['enum', 'added', NONE, ['eu'], 'major'],
    ['enum', 'widened', ['eu'], ['eu', 'us'], 'minor'],
    ['enum', 'narrowed', ['eu', 'us'], ['eu'], 'major'],
    ['enum', 'changed', ['eu', 'us'], ['eu', 'as'], 'major'],
    ['enum', 'removed', ['eu'], NONE, 'minor'],
    ['default', 'changed', 'eu', 'us', 'major'],
  ],
  Reference: [
    ...words('summary'),
    ...words('description'),
    ['$ref', 'changed', '#/components/headers/Count', '#/components/headers/Word', 'major'],
  ],
  Tag: [...words('description'), ...words('externalDocs', { url: 'https://a.example' }, { url: 'https://b.example' })],
  Discriminator: [
    ['propertyName', 'changed', 'kind', 'type', 'major major'],
    ['mapping', 'added, of the same names', NONE, { 'Cat-NAME': CAT, 'Dog-NAME': DOG }, 'none none'],
    ['mapping', 'added', NONE, { cat: CAT }, 'major major'],
    ['mapping', 'of one more', { cat: CAT, dog: DOG }, { cat: CAT, dog: DOG, wolf: DOG }, 'minor major'],
    ['mapping', 'of one less', { cat: CAT, dog: DOG, wolf: DOG }, { cat: CAT, dog: DOG }, 'major minor'],
    ['mapping', 'changed', { cat: CAT, dog: DOG }, { cat: DOG, dog: CAT }, 'major major'],
    ['mapping', 'removed', { cat: CAT }, NONE, 'major major'],
  ],
  Xml: [
    ...['name', 'namespace', 'prefix'].flatMap((keyword) => fixed(keyword, 'a', 'b')),
    ...['attribute', 'wrapped'].flatMap((keyword) => fixed(keyword, true, false)),
    ['attribute', 'written out', NONE, false, 'none'],
  ],
  SecurityScheme: [
    ...words('description'),
    ...words('bearerFormat'),
    ['type', 'changed', 'http', 'mutualTLS', 'major'],
    ...fixed('scheme', 'bearer', 'basic'),
    ['scheme', 'in another case', 'bearer', 'Bearer', 'none'],
    ...fixed('name', 'a', 'b'),
    ...fixed('in', 'query', 'cookie'),
    ...fixed('openIdConnectUrl', 'https://a.example', 'https://b.example'),
    ['flows', 'added', NONE, { password: { tokenUrl: 'https://a.example', scopes: {} } }, 'minor'],
    ['flows', 'changed', { password: { tokenUrl: 'https://a.example', scopes: {} } }, {}, 'major'],
    ['flows', 'removed', { password: { tokenUrl: 'https://a.example', scopes: {} } }, NONE, 'major'],
  ],
  OAuth2Flows: [
    ...flow('implicit', { authorizationUrl: 'https://a.example' }),
    ...flow('password', { tokenUrl: 'https://a.example' }),
    ...flow('clientCredentials', { tokenUrl: 'https://a.example' }),
    ...flow('authorizationCode', { authorizationUrl: 'https://a.example', tokenUrl: 'https://a.example' }),
  ],
  ImplicitFlow: [...url('authorizationUrl'), ...url('tokenUrl'), ...refresh, ...scopes],
  PasswordFlow: [...url('authorizationUrl'), ...url('tokenUrl'), ...refresh, ...scopes],
  ClientCredentials: [...url('authorizationUrl'), ...url('tokenUrl'), ...refresh, ...scopes],
  AuthorizationCode: [...url('authorizationUrl'), ...url('tokenUrl'), ...refresh, ...scopes],
};
