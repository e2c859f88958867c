/**
 * Every keyword of OpenAPI 3.1 and JSON Schema 2020-12: what a change of it means to programs that
 * were written before. A keyword that is not here stops the release gate.
 */

/**
 * What a change of a keyword means where no rule of Redocly's or ours says more:
 *
 * - `words`: read by people.
 * - `code`: generated code is named by it, or grouped; the wire is not.
 * - `judged`: Redocly's rules or ours say what breaks; the rest is an addition.
 * - `free`: nothing that happens to it breaks a program.
 * - `fixed`: every change of it breaks.
 * - `kept`: it may come, and then neither change nor go.
 * - `names`: a list of names that may be used, of which none may go; where there is no list, every name may.
 * - `listed`: the same, but without a list no name may be used.
 * - `narrows`: fewer values are right where it is, so that it breaks requests when it comes and answers when it goes.
 * - `widens`: more values are right where it is.
 * - `describes`: it narrows, but widens where all that is not described is forbidden.
 * - `least`, `most`: a bound.
 */
export type Effect =
  | 'words'
  | 'code'
  | 'judged'
  | 'free'
  | 'fixed'
  | 'kept'
  | 'names'
  | 'listed'
  | 'narrows'
  | 'widens'
  | 'describes'
  | 'least'
  | 'most';

const FLOW = { fixed: 'authorizationUrl tokenUrl', kept: 'refreshUrl', listed: 'scopes' };
const SERIALIZED = 'style explode allowReserved';

/** By Redocly's names of the objects. */
const EFFECTS: Record<string, Partial<Record<Effect, string>>> = {
  Root: {
    words: 'info externalDocs',
    code: 'openapi',
    free: 'tags',
    fixed: 'jsonSchemaDialect',
    kept: 'webhooks',
    judged: 'servers paths components security',
  },
  Info: { words: 'title summary description termsOfService contact license version' },
  Contact: { words: 'name url email' },
  License: { words: 'name identifier url' },
  Tag: { words: 'name description externalDocs' },
  ExternalDocs: { words: 'description url' },
  Server: { words: 'description', judged: 'url', fixed: 'variables' },
  ServerVariable: { words: 'description', names: 'enum', fixed: 'default' },
  Components: {
    words: 'examples',
    judged: 'schemas responses parameters requestBodies headers securitySchemes links callbacks pathItems',
  },
  PathItem: {
    words: 'summary description',
    judged: '$ref get put post delete options head patch trace servers parameters',
  },
  Operation: {
    words: 'summary description externalDocs',
    code: 'tags operationId',
    free: 'deprecated',
    kept: 'responses callbacks',
    judged: 'parameters requestBody security servers',
  },
  Parameter: {
    words: 'description example examples',
    code: 'name',
    free: 'deprecated',
    fixed: 'content',
    narrows: 'schema',
    judged: `in required allowEmptyValue ${SERIALIZED}`,
  },
  RequestBody: { words: 'description', judged: 'content required' },
  MediaType: { words: 'example examples', fixed: 'encoding', narrows: 'schema' },
  Encoding: { fixed: `contentType headers ${SERIALIZED}` },
  Response: { words: 'description', code: 'links', judged: 'headers content' },
  Example: { words: 'summary description value externalValue' },
  Link: { words: 'description', code: 'operationRef operationId parameters requestBody server' },
  Header: {
    words: 'description example examples',
    free: 'deprecated',
    fixed: 'content style explode',
    narrows: 'schema',
    judged: 'required',
  },
  Reference: { words: 'summary description', judged: '$ref' },
  Schema: {
    words: '$comment $defs description example examples externalDocs',
    code: 'title',
    free: 'deprecated',
    fixed: '$id $schema $anchor $dynamicAnchor $dynamicRef $vocabulary xml contentEncoding contentMediaType',
    narrows: 'if contentSchema dependentSchemas dependentRequired discriminator',
    describes: 'patternProperties prefixItems',
    least: 'minContains',
    most: 'maxContains',
    judged:
      '$ref type enum const multipleOf pattern format default readOnly writeOnly required uniqueItems ' +
      'minimum exclusiveMinimum maximum exclusiveMaximum minLength maxLength minItems maxItems minProperties ' +
      'maxProperties properties additionalProperties propertyNames items contains unevaluatedItems ' +
      'unevaluatedProperties allOf anyOf oneOf not then else',
  },
  Discriminator: { fixed: 'propertyName', widens: 'mapping' },
  Xml: { fixed: 'name namespace prefix attribute wrapped' },
  SecurityScheme: { words: 'description bearerFormat', kept: 'flows', judged: 'type name in scheme openIdConnectUrl' },
  OAuth2Flows: { kept: 'implicit password clientCredentials authorizationCode' },
  ImplicitFlow: FLOW,
  PasswordFlow: FLOW,
  ClientCredentials: FLOW,
  AuthorizationCode: FLOW,
};

/**
 * The extensions that the contract has, or generators read. Any other is words: of those OpenAPI says that tools may pass
 * them over.
 */
export const EXTENSIONS: ReadonlyMap<string, Effect> = new Map([
  ['x-converts', 'free'],
  ['x-ecma-pattern', 'free'],
  ['x-embeds', 'free'],
  ['x-enum-varnames', 'code'],
  ['x-expected', 'free'],
  ['x-extensible-enum', 'free'],
  ['x-internal', 'free'],
  ['x-omitted-by-default', 'judged'],
  ['x-resource', 'code'],
  ['x-sensitive', 'free'],
]);

const BY_KEYWORD = new Map(
  Object.entries(EFFECTS).map(([type, effects]) => [
    type,
    new Map(
      Object.entries(effects).flatMap(([effect, names]) => names.split(' ').map((name) => [name, effect as Effect])),
    ),
  ]),
);

/** The keywords of each object, by Redocly's names of the objects. */
export const KEYWORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [...BY_KEYWORD].map(([type, effects]) => [type, new Set(effects.keys())]),
);

/** What a change of a keyword means; undefined where the gate does not know it. */
export function effectOf(type: string, keyword: string): Effect | undefined {
  if (keyword.startsWith('x-')) return EXTENSIONS.get(keyword) ?? 'words';
  return BY_KEYWORD.get(type)?.get(keyword);
}
