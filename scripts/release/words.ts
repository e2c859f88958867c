/** What the parts of a contract are called where a change of one is told. */
import { isObject } from './grammar.ts';

/** Parts of which there is one where they are; the others have a name. */
const NAMELESS: Record<string, string> = {
  Root: 'document',
  Info: 'document',
  Contact: 'contact',
  License: 'license',
  ExternalDocs: 'link to other documentation',
  Operation: 'operation',
  RequestBody: 'request body',
  Discriminator: 'discriminator',
  DiscriminatorMapping: 'mapping of the discriminator',
  Xml: 'XML form',
  Components: 'set of shared parts',
  OAuth2Flows: 'set of flows',
  ImplicitFlow: 'implicit flow',
  PasswordFlow: 'password flow',
  ClientCredentials: 'client credentials flow',
  AuthorizationCode: 'authorization code flow',
  Paths: 'list of paths',
  Responses: 'list of responses',
  TagList: 'list of tags',
  ServerList: 'list of servers',
  ServerVariablesMap: 'list of server variables',
  ParameterList: 'list of parameters',
  SecurityRequirementList: 'list of security requirements',
  SchemaProperties: 'list of properties',
  PatternProperties: 'list of properties by pattern',
  MediaTypesMap: 'list of media types',
  HeadersMap: 'list of headers',
  ExamplesMap: 'list of examples',
  EncodingMap: 'list of encodings',
  LinksMap: 'list of links',
  CallbacksMap: 'list of callbacks',
  WebhooksMap: 'list of webhooks',
};

const NAMED: Record<string, string> = {
  PathItem: 'path',
  MediaType: 'media type',
  ServerVariable: 'server variable',
  SecurityScheme: 'security scheme',
  SecurityRequirement: 'security requirement',
};

/** The kinds of shared parts. */
const SHARED: Record<string, string> = {
  schemas: 'Schema',
  responses: 'Response',
  parameters: 'Parameter',
  examples: 'Example',
  requestBodies: 'Request body',
  headers: 'Header',
  securitySchemes: 'Security scheme',
  links: 'Link',
  callbacks: 'Callback',
  pathItems: 'Path',
};

/** The noun for a shared part under this keyword of `components`. */
export function nounOfShared(kind: string): string {
  return SHARED[kind] ?? kind;
}

/** A part of a contract by its type, its place and what it is: a property, a parameter, a status. */
export function subjectOf(typeName: string, names: readonly string[], value: unknown): string {
  const nameless = NAMELESS[typeName];
  if (nameless) return `the ${nameless}`;
  const [holder = '', name = ''] = names.slice(-2);
  switch (typeName) {
    case 'Schema':
      return schemaSubject(holder, name);
    case 'Parameter':
      return `parameter \`${isObject(value) ? value.name : name}\``;
    case 'SecurityRequirement':
      return `security requirement \`${Object.keys(isObject(value) ? value : {}).join(' + ') || 'none'}\``;
    default:
      return NAMED[typeName] || /^[A-Z][a-z]+$/.test(typeName)
        ? `${NAMED[typeName] ?? typeName.toLowerCase()} \`${name}\``
        : `\`${name}\``;
  }
}

function schemaSubject(holder: string, name: string): string {
  switch (holder) {
    case 'properties':
      return `property \`${name}\``;
    case 'schemas':
      return `schema \`${name}\``;
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return `a schema of \`${holder}\``;
    case 'prefixItems':
    case 'patternProperties':
    case 'dependentSchemas':
    case '$defs':
      return `\`${name}\` of \`${holder}\``;
    default:
      return name === 'schema' ? 'the schema' : `\`${name}\``;
  }
}
