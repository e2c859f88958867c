/** The change that each check of oasdiff finds, made by its name: a place, and what happens to the schema there. */
import type { Fragment, Part } from './batch.ts';
import {
  CATS_AND_DOGS,
  withAuthorizationCode,
  withBody,
  withContent,
  withHeader,
  withParameter,
  withProperty,
  withScheme,
} from './objects.ts';

export interface Pair {
  before: Part;
  after: Part;
}

const TEXT = { type: 'string' };
const NUMBER = { type: 'number' };
const FEW = { minProperties: 1 };
const IF = { if: { required: ['a'] } };
const implied = (schema: Fragment) => Object.fromEntries([['then', schema]]);
const CAT = { $ref: '#/components/schemas/Cat' };
const DOG = { $ref: '#/components/schemas/Dog' };
const chosenBy = (discriminator: Fragment) => ({
  ...CATS_AND_DOGS,
  discriminator: { propertyName: 'kind', ...discriminator },
});
const MAPPED = { cat: CAT.$ref, dog: DOG.$ref };

const PLACES: Record<string, (schema: Fragment) => Part> = {
  'request-body': (schema) => withBody(schema, 'request'),
  'request-property': (schema) => withProperty(schema, 'request'),
  'request-read-only-property': (schema) => withProperty({ ...schema, readOnly: true }, 'request'),
  'request-parameter': (schema) => withParameter({ schema }),
  'request-parameter-property': (schema) =>
    withParameter({ style: 'deepObject', explode: true, schema: { type: 'object', properties: { x: schema } } }),
  'response-body': (schema) => withBody(schema, 'answer'),
  'response-property': (schema) => withProperty(schema, 'answer'),
  'response-write-only-property': (schema) => withProperty({ ...schema, writeOnly: true }, 'answer'),
  'response-header': (schema) => withHeader({ schema }),
  'response-mediatype': (schema) => withBody(schema, 'answer'),
};

/** A keyword that a schema gets, loses, or has another value of. */
const keyword = (name: string, lower: number): Record<string, [Fragment, Fragment]> => {
  const short = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace('imum', '');
  const [less, more] = [{ [name]: lower }, { [name]: lower + 1 }];
  return {
    [`${short}-set`]: [{}, less],
    [`${short}-unset`]: [less, {}],
    [`${short}-increased`]: [less, more],
    [`${short}-decreased`]: [more, less],
  };
};
const added = (name: string, schema: Fragment, beside: Fragment = {}): Record<string, [Fragment, Fragment]> => ({
  [`${name}-added`]: [beside, { ...beside, ...schema }],
  [`${name}-removed`]: [{ ...beside, ...schema }, beside],
});

/** What happens to a schema, by the second half of a check's name. */
const ASPECTS: Record<string, [before: Fragment, after: Fragment]> = {
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength', 'minItems', 'maxItems']
    .map((name) => keyword(name, 1))
    .reduce((all, each) => Object.assign(all, each), {}),
  'min-contains-increased': [
    { contains: TEXT, minContains: 2 },
    { contains: TEXT, minContains: 3 },
  ],
  'min-contains-decreased': [
    { contains: TEXT, minContains: 3 },
    { contains: TEXT, minContains: 2 },
  ],
  'max-contains-increased': [
    { contains: TEXT, maxContains: 2 },
    { contains: TEXT, maxContains: 3 },
  ],
  'max-contains-decreased': [
    { contains: TEXT, maxContains: 3 },
    { contains: TEXT, maxContains: 2 },
  ],
  ...added('all-of', { allOf: [FEW] }),
  'all-of-added-annotation-only': [{ allOf: [FEW] }, { allOf: [FEW, { description: 'A' }] }],
  'all-of-removed-annotation-only': [{ allOf: [FEW, { description: 'A' }] }, { allOf: [FEW] }],
  'any-of-added': [{ anyOf: [CAT] }, { anyOf: [CAT, DOG] }],
  'any-of-removed': [{ anyOf: [CAT, DOG] }, { anyOf: [CAT] }],
  'one-of-added': [{ oneOf: [CAT] }, { oneOf: [CAT, DOG] }],
  'one-of-removed': [{ oneOf: [CAT, DOG] }, { oneOf: [CAT] }],
  'wrapped-in-one-of': [CAT, CATS_AND_DOGS],
  'became-enum': [TEXT, { ...TEXT, enum: ['a'] }],
  'enum-value-added': [{ enum: ['a'] }, { enum: ['a', 'b'] }],
  'enum-value-removed': [{ enum: ['a', 'b'] }, { enum: ['a'] }],
  'x-extensible-enum-value-removed': [{ 'x-extensible-enum': ['a', 'b'] }, { 'x-extensible-enum': ['a'] }],
  ...added('const', { const: 'a' }),
  'const-changed': [{ const: 'a' }, { const: 'b' }],
  ...added('default-value', { default: 'a' }),
  'default-value-changed': [{ default: 'a' }, { default: 'b' }],
  'became-nullable': [TEXT, { type: ['string', 'null'] }],
  'became-not-nullable': [{ type: ['string', 'null'] }, TEXT],
  ...added('pattern', { pattern: '^a' }),
  'pattern-changed': [{ pattern: '^a' }, { pattern: '^b' }],
  'pattern-generalized': [{ pattern: '^a' }, { pattern: '.*' }],
  'type-changed': [TEXT, { type: 'integer' }],
  'type-generalized': [{ type: 'integer' }, NUMBER],
  'type-specialized': [NUMBER, { type: 'integer' }],
  'type-compatible': [{ type: 'integer' }, TEXT],
  'list-of-types-widened': [{ type: ['string', 'integer'] }, { type: ['string', 'integer', 'boolean'] }],
  'list-of-types-narrowed': [{ type: ['string', 'integer', 'boolean'] }, { type: ['string', 'integer'] }],
  ...added('discriminator', { discriminator: { propertyName: 'kind' } }, CATS_AND_DOGS),
  'discriminator-property-name-changed': [chosenBy({}), chosenBy({ propertyName: 'type' })],
  'discriminator-mapping-added': [chosenBy({ mapping: MAPPED }), chosenBy({ mapping: { ...MAPPED, wolf: DOG.$ref } })],
  'discriminator-mapping-deleted': [
    chosenBy({ mapping: { ...MAPPED, wolf: DOG.$ref } }),
    chosenBy({ mapping: MAPPED }),
  ],
  'discriminator-mapping-changed': [
    chosenBy({ mapping: MAPPED }),
    chosenBy({ mapping: { cat: DOG.$ref, dog: CAT.$ref } }),
  ],
  'prefix-items-added': [{ prefixItems: [TEXT] }, { prefixItems: [TEXT, NUMBER] }],
  'prefix-items-removed': [{ prefixItems: [TEXT, NUMBER] }, { prefixItems: [TEXT] }],
  ...added('if', IF, implied({ required: ['b'] })),
  ...added('then', implied({ required: ['b'] }), IF),
  ...added('else', { else: { required: ['b'] } }, IF),
  ...added('contains', { contains: TEXT }),
  ...added('dependent-required', { dependentRequired: { a: ['b'] } }),
  'dependent-required-changed': [{ dependentRequired: { a: ['b'] } }, { dependentRequired: { a: ['c'] } }],
  ...added('dependent-schema', { dependentSchemas: { a: FEW } }),
  ...added('pattern-property', { patternProperties: { '^a': TEXT } }),
  ...added('property-names', { propertyNames: { maxLength: 9 } }),
  ...added('unevaluated-items', { unevaluatedItems: false }),
  ...added('unevaluated-properties', { unevaluatedProperties: false }),
  ...added('content-schema', { contentSchema: TEXT }),
  'content-media-type-changed': [{ contentMediaType: 'image/png' }, { contentMediaType: 'image/jpeg' }],
  'content-encoding-changed': [{ contentEncoding: 'base64' }, { contentEncoding: 'base64url' }],
  deprecated: [{}, { deprecated: true }],
  reactivated: [{ deprecated: true }, {}],
};

const DONE = { responses: { 204: { description: 'Done.' } } };
const OPERATION: Part = { item: { get: DONE } };
const operation = (fields: Fragment): Part => ({ item: { get: { ...DONE, ...fields } } });
const DEPRECATED = operation({ deprecated: true });
const parameter = (...parameters: Fragment[]) => operation({ parameters });
const response = (responses: Fragment): Part => ({ item: { get: { responses } } });
const secured = (...security: Fragment[]) => operation({ security });
const QUERY = { name: 'q', in: 'query', schema: TEXT };
const header = (schema: Fragment) => parameter({ name: 'X-Is', in: 'header', schema: { type: 'object', ...schema } });
const body = (fields: Fragment): Part => ({
  item: { post: { ...DONE, requestBody: { content: JSON_TEXT, ...fields } } },
});
const JSON_TEXT = { 'application/json': { schema: TEXT } };
const NO_BODY: Part = { item: { post: DONE } };
const A = { a: TEXT };

/** An object in a request or an answer, with a property `x` that is required or not. */
const holding = (direction: 'request' | 'answer', schema: Fragment, isRequired = false): Part =>
  withBody(
    { type: 'object', properties: { ...A, ...(schema && { x: schema }) }, ...(isRequired && { required: ['x'] }) },
    direction,
  );

/** A mark that a property gets or loses, which is required or not, in a request or an answer. */
const marks = (): [string, [Part, Part]][] =>
  (['request', 'response'] as const).flatMap((place) =>
    ['optional', 'required'].flatMap((need) =>
      ['readOnly', 'writeOnly'].flatMap((mark): [string, [Part, Part]][] => {
        const name = mark === 'readOnly' ? 'read-only' : 'write-only';
        const direction = place === 'request' ? 'request' : 'answer';
        const plain = holding(direction, TEXT, need === 'required');
        const marked = holding(direction, { ...TEXT, [mark]: true }, need === 'required');
        return [
          [`${place}-${need}-property-became-${name}`, [plain, marked]],
          [`${place}-${need}-property-became-not-${name}`, [marked, plain]],
        ];
      }),
    ),
  );

/** Checks that are of no schema, or not of what a schema says. */
const OTHERS: Record<string, [before: Part, after: Part]> = {
  ...Object.fromEntries(marks()),
  'endpoint-added': [OPERATION, { item: { get: DONE, put: DONE } }],
  'endpoint-deprecated': [OPERATION, DEPRECATED],
  'endpoint-reactivated': [DEPRECATED, OPERATION],
  'api-path-removed-without-deprecation': [OPERATION, {}],
  'api-path-removed-with-deprecation': [DEPRECATED, {}],
  'api-removed-without-deprecation': [{ item: { get: DONE, put: DONE } }, OPERATION],
  'api-removed-with-deprecation': [{ item: { get: DONE, put: { ...DONE, deprecated: true } } }, OPERATION],
  'api-operation-id-removed': [operation({ operationId: 'NAME' }), OPERATION],
  'api-operation-id-added': [OPERATION, operation({ operationId: 'NAME' })],
  'api-tag-removed': [operation({ tags: ['a'] }), OPERATION],
  'api-tag-added': [OPERATION, operation({ tags: ['a'] })],

  'api-schema-removed': [{ schema: TEXT }, {}],
  'api-security-component-added': [{}, { securityScheme: { type: 'mutualTLS' } }],
  'api-security-component-removed': [{ securityScheme: { type: 'mutualTLS' } }, {}],

  'api-security-component-oauth-url-changed': [
    withAuthorizationCode({}),
    withAuthorizationCode({ authorizationUrl: 'https://b.example' }),
  ],
  'api-security-component-oauth-token-url-changed': [
    withAuthorizationCode({}),
    withAuthorizationCode({ tokenUrl: 'https://b.example' }),
  ],
  'api-security-component-oauth-scope-added': [
    withAuthorizationCode({}),
    withAuthorizationCode({ scopes: { a: 'A' } }),
  ],
  'api-security-component-oauth-scope-removed': [
    withAuthorizationCode({ scopes: { a: 'A' } }),
    withAuthorizationCode({}),
  ],
  'api-security-component-oauth-scope-changed': [
    withAuthorizationCode({ scopes: { a: 'A' } }),
    withAuthorizationCode({ scopes: { a: 'B' } }),
  ],
  'api-security-component-type-changed': [withScheme({ type: 'http' }), withScheme({ type: 'mutualTLS' })],
  'api-security-removed': [secured({ a: [] }), OPERATION],
  'api-security-added': [OPERATION, secured({ a: [] })],
  'api-security-scope-added': [secured({ a: ['x'] }), secured({ a: ['x', 'y'] })],
  'api-security-scope-removed': [secured({ a: ['x', 'y'] }), secured({ a: ['x'] })],

  'new-required-request-parameter': [OPERATION, parameter({ ...QUERY, required: true })],
  'new-optional-request-parameter': [OPERATION, parameter(QUERY)],
  'new-required-request-default-parameter-to-existing-path': [
    OPERATION,
    { item: { get: DONE, parameters: [{ ...QUERY, required: true }] } },
  ],
  'new-optional-request-default-parameter-to-existing-path': [OPERATION, { item: { get: DONE, parameters: [QUERY] } }],
  'new-request-path-parameter': [OPERATION, parameter({ name: 'p', in: 'path', required: true, schema: TEXT })],
  'request-parameter-removed': [parameter(QUERY), OPERATION],
  'request-parameter-removed-with-deprecation': [parameter({ ...QUERY, deprecated: true }), OPERATION],
  'request-parameter-became-required': [parameter(QUERY), parameter({ ...QUERY, required: true })],
  'request-parameter-became-optional': [parameter({ ...QUERY, required: true }), parameter(QUERY)],
  'request-parameter-deprecated': [parameter(QUERY), parameter({ ...QUERY, deprecated: true })],
  'request-parameter-reactivated': [parameter({ ...QUERY, deprecated: true }), parameter(QUERY)],
  'request-header-property-became-enum': [
    header({ properties: A }),
    header({ properties: { a: { ...TEXT, enum: ['a'] } } }),
  ],
  'request-header-property-became-required': [header({ properties: A }), header({ properties: A, required: ['a'] })],
  'new-required-request-header-property': [header({}), header({ properties: A, required: ['a'] })],

  'request-body-added-required': [NO_BODY, body({ required: true })],
  'request-body-added-optional': [NO_BODY, body({})],
  'request-body-removed': [body({}), NO_BODY],
  'request-body-became-optional': [body({ required: true }), body({})],
  'request-body-became-required': [body({}), body({ required: true })],
  'request-body-media-type-added': [body({}), body({ content: { ...JSON_TEXT, 'text/plain': {} } })],
  'request-body-media-type-removed': [body({ content: { ...JSON_TEXT, 'text/plain': {} } }), body({})],
  'request-body-media-type-schema-added': [
    withContent({ 'text/plain': {} }, 'request'),
    withContent({ 'text/plain': { schema: TEXT } }, 'request'),
  ],
  'request-body-media-type-schema-removed': [
    withContent({ 'text/plain': { schema: TEXT } }, 'request'),
    withContent({ 'text/plain': {} }, 'request'),
  ],
  'response-body-media-type-schema-added': [
    withContent({ 'text/plain': {} }, 'answer'),
    withContent({ 'text/plain': { schema: TEXT } }, 'answer'),
  ],
  'response-body-media-type-schema-removed': [
    withContent({ 'text/plain': { schema: TEXT } }, 'answer'),
    withContent({ 'text/plain': {} }, 'answer'),
  ],
  'response-media-type-added': [
    withContent(JSON_TEXT, 'answer'),
    withContent({ ...JSON_TEXT, 'text/plain': {} }, 'answer'),
  ],
  'response-media-type-removed': [
    withContent({ ...JSON_TEXT, 'text/plain': {} }, 'answer'),
    withContent(JSON_TEXT, 'answer'),
  ],
  'response-media-type-name-changed': [
    withContent({ 'application/a+json': {} }, 'answer'),
    withContent({ 'application/b+json': {} }, 'answer'),
  ],
  'response-media-type-name-generalized': [
    withContent({ 'application/a+json': {} }, 'answer'),
    withContent({ 'application/json': {} }, 'answer'),
  ],
  'response-media-type-name-specialized': [
    withContent({ 'application/json': {} }, 'answer'),
    withContent({ 'application/a+json': {} }, 'answer'),
  ],

  'request-property-removed': [holding('request', TEXT), holding('request', undefined)],
  'request-property-became-required': [holding('request', TEXT), holding('request', TEXT, true)],
  'request-property-became-required-with-default': [
    holding('request', { ...TEXT, default: 'a' }),
    holding('request', { ...TEXT, default: 'a' }, true),
  ],
  'request-property-became-optional': [holding('request', TEXT, true), holding('request', TEXT)],
  'new-required-request-property': [holding('request', undefined), holding('request', TEXT, true)],
  'new-required-request-property-with-default': [
    holding('request', undefined),
    holding('request', { ...TEXT, default: 'a' }, true),
  ],
  'new-optional-request-property': [holding('request', undefined), holding('request', TEXT)],

  'response-optional-property-removed': [holding('answer', TEXT), holding('answer', undefined)],
  'response-optional-property-added': [holding('answer', undefined), holding('answer', TEXT)],
  'response-required-property-removed': [holding('answer', TEXT, true), holding('answer', undefined)],
  'response-required-property-added': [holding('answer', undefined), holding('answer', TEXT, true)],
  'response-optional-write-only-property-removed': [
    holding('answer', { ...TEXT, writeOnly: true }),
    holding('answer', undefined),
  ],
  'response-optional-write-only-property-added': [
    holding('answer', undefined),
    holding('answer', { ...TEXT, writeOnly: true }),
  ],
  'response-required-write-only-property-removed': [
    holding('answer', { ...TEXT, writeOnly: true }, true),
    holding('answer', undefined),
  ],
  'response-required-write-only-property-added': [
    holding('answer', undefined),
    holding('answer', { ...TEXT, writeOnly: true }, true),
  ],
  'response-property-became-optional': [holding('answer', TEXT, true), holding('answer', TEXT)],
  'response-property-became-required': [holding('answer', TEXT), holding('answer', TEXT, true)],
  'response-write-only-property-became-optional': [
    holding('answer', { ...TEXT, writeOnly: true }, true),
    holding('answer', { ...TEXT, writeOnly: true }),
  ],
  'response-write-only-property-became-required': [
    holding('answer', { ...TEXT, writeOnly: true }),
    holding('answer', { ...TEXT, writeOnly: true }, true),
  ],

  'response-header-added': [response({ 200: { description: 'A' } }), withHeader({ schema: TEXT })],
  'required-response-header-removed': [
    withHeader({ schema: TEXT, required: true }),
    response({ 200: { description: 'Read.' } }),
  ],
  'optional-response-header-removed': [withHeader({ schema: TEXT }), response({ 200: { description: 'Read.' } })],
  'response-header-became-optional': [withHeader({ schema: TEXT, required: true }), withHeader({ schema: TEXT })],
  'response-success-status-removed': [response({ 200: {}, 201: {} }), response({ 200: {} })],
  'response-success-status-added': [response({ 200: {} }), response({ 200: {}, 201: {} })],
  'response-non-success-status-removed': [response({ 200: {}, 409: {} }), response({ 200: {} })],
  'response-non-success-status-added': [response({ 200: {} }), response({ 200: {}, 409: {} })],
};

/** Checks of what a document has once. */
export const DOCUMENTS: Record<string, [before: Fragment, after: Fragment]> = {
  'api-global-security-added': [{}, { security: [{ a: [] }] }],
  'api-global-security-removed': [{ security: [{ a: [] }] }, {}],
  'api-global-security-scope-added': [{ security: [{ a: ['x'] }] }, { security: [{ a: ['x', 'y'] }] }],
  'api-global-security-scope-removed': [{ security: [{ a: ['x', 'y'] }] }, { security: [{ a: ['x'] }] }],
  'webhook-added': [{}, { webhooks: { a: { post: DONE } } }],
  'webhook-removed': [{ webhooks: { a: { post: DONE } } }, {}],
};

/** The change that a check finds; undefined where a contract cannot have it. */
export function changeOf(check: string): Pair | undefined {
  const own = OTHERS[check];
  if (own) return { before: own[0], after: own[1] };
  for (const [place, build] of Object.entries(PLACES)) {
    const aspect = check.startsWith(`${place}-`) ? ASPECTS[check.slice(place.length + 1)] : undefined;
    if (aspect) return { before: build(aspect[0]), after: build(aspect[1]) };
  }
  return undefined;
}
