/** How an OpenAPI 3.1 document is built: which keyword of which object holds objects, and a walk through all of them. */

/** Keywords that hold objects or, with `[]` and `{}`, lists and maps of objects. What holds data is not here. */
const HOLDS: Record<string, Record<string, string>> = {
  Root: {
    info: 'Info',
    servers: 'Server[]',
    paths: 'Paths',
    webhooks: 'PathItem{}',
    components: 'Components',
    tags: 'Tag[]',
    externalDocs: 'ExternalDocs',
  },
  Info: { contact: 'Contact', license: 'License' },
  Tag: { externalDocs: 'ExternalDocs' },
  Server: { variables: 'ServerVariable{}' },
  Components: {
    schemas: 'Schema{}',
    responses: 'Response{}',
    parameters: 'Parameter{}',
    examples: 'Example{}',
    requestBodies: 'RequestBody{}',
    headers: 'Header{}',
    securitySchemes: 'SecurityScheme{}',
    links: 'Link{}',
    callbacks: 'Callback{}',
    pathItems: 'PathItem{}',
  },
  Paths: { '*': 'PathItem' },
  PathItem: {
    ...Object.fromEntries(
      ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'].map((method) => [method, 'Operation']),
    ),
    servers: 'Server[]',
    parameters: 'Parameter[]',
  },
  Operation: {
    externalDocs: 'ExternalDocs',
    parameters: 'Parameter[]',
    requestBody: 'RequestBody',
    responses: 'Responses',
    callbacks: 'Callback{}',
    servers: 'Server[]',
  },
  Parameter: { schema: 'Schema', examples: 'Example{}', content: 'MediaType{}' },
  RequestBody: { content: 'MediaType{}' },
  MediaType: { schema: 'Schema', examples: 'Example{}', encoding: 'Encoding{}' },
  Encoding: { headers: 'Header{}' },
  Responses: { '*': 'Response' },
  Response: { headers: 'Header{}', content: 'MediaType{}', links: 'Link{}' },
  Callback: { '*': 'PathItem' },
  Link: { server: 'Server' },
  Header: { schema: 'Schema', examples: 'Example{}', content: 'MediaType{}' },
  Schema: {
    ...Object.fromEntries(
      [
        ...['items', 'contains', 'additionalProperties', 'propertyNames', 'if', 'then', 'else', 'not'],
        ...['unevaluatedItems', 'unevaluatedProperties', 'contentSchema'],
      ].map((keyword) => [keyword, 'Schema']),
    ),
    ...Object.fromEntries(['allOf', 'anyOf', 'oneOf', 'prefixItems'].map((keyword) => [keyword, 'Schema[]'])),
    ...Object.fromEntries(
      ['$defs', 'properties', 'patternProperties', 'dependentSchemas'].map((keyword) => [keyword, 'Schema{}']),
    ),
    discriminator: 'Discriminator',
    xml: 'Xml',
    externalDocs: 'ExternalDocs',
  },
  SecurityScheme: { flows: 'OAuth2Flows' },
  OAuth2Flows: {
    implicit: 'ImplicitFlow',
    password: 'PasswordFlow',
    clientCredentials: 'ClientCredentials',
    authorizationCode: 'AuthorizationCode',
  },
};

interface Held {
  type: string;
  as: 'one' | 'list' | 'map';
}

/** What a keyword of an object holds: an object of a type, a list or a map of them; undefined where it is data. */
export function heldBy(type: string, keyword: string): Held | undefined {
  const held = HOLDS[type]?.[keyword] ?? (keyword.startsWith('x-') ? undefined : HOLDS[type]?.['*']);
  if (held === undefined) return undefined;
  const as = held.endsWith('[]') ? 'list' : held.endsWith('{}') ? 'map' : 'one';
  return { type: as === 'one' ? held : held.slice(0, -2), as };
}

/** An object of a document, or a schema that is `true` or `false`. */
export interface Place {
  /** By Redocly's names of the objects; `Reference` where it is elsewhere. */
  type: string;
  value: unknown;
  /** The keyword or name that it stands under. */
  key: string;
  /** Whether that is a keyword, and not a name that somebody gave. */
  isKeyword: boolean;
  pointer: string;
  /** Puts something else in its place. */
  replace(value: unknown): void;
}

/** Shows every object of a document, each before those that it holds, which are read after it was shown. */
export function walk(document: object, visit: (place: Place) => void): void {
  descend({ type: 'Root', value: document, key: '', isKeyword: true, pointer: '#', replace: () => {} }, visit);
}

function descend(place: Place, visit: (place: Place) => void): void {
  let current = place.value;
  visit({
    ...place,
    replace(value) {
      current = value;
      place.replace(value);
    },
  });
  if (!isObject(current) || place.type === 'Reference') return;
  for (const [keyword, value] of Object.entries(current)) {
    const held = heldBy(place.type, keyword);
    if (held?.as === 'one') descend(placeIn(current, keyword, held, place.pointer), visit);
    else if (held && isCollection(value)) {
      const pointer = `${place.pointer}/${escaped(keyword)}`;
      for (const name of Object.keys(value)) descend(placeIn(value, name, held, pointer), visit);
    }
  }
}

function placeIn(holder: Record<string, unknown>, key: string, { type, as }: Held, pointer: string): Place {
  const value = holder[key];
  const isReference = type !== 'Schema' && type !== 'PathItem' && isObject(value) && typeof value.$ref === 'string';
  return {
    type: isReference ? 'Reference' : type,
    value,
    key,
    isKeyword: as === 'one',
    pointer: `${pointer}/${escaped(key)}`,
    replace: (replacement) => {
      holder[key] = replacement;
    },
  };
}

const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

const isCollection = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

export function isObject(value: unknown): value is Record<string, unknown> {
  return isCollection(value) && !Array.isArray(value);
}
