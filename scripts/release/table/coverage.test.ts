/** That the table of keywords is whole: nothing of the standards is missing, and nothing of it is without rows. */
import applicator from 'ajv/dist/refs/json-schema-2020-12/meta/applicator.json' with { type: 'json' };
import content from 'ajv/dist/refs/json-schema-2020-12/meta/content.json' with { type: 'json' };
import core from 'ajv/dist/refs/json-schema-2020-12/meta/core.json' with { type: 'json' };
import format from 'ajv/dist/refs/json-schema-2020-12/meta/format-annotation.json' with { type: 'json' };
import metadata from 'ajv/dist/refs/json-schema-2020-12/meta/meta-data.json' with { type: 'json' };
import unevaluated from 'ajv/dist/refs/json-schema-2020-12/meta/unevaluated.json' with { type: 'json' };
import validation from 'ajv/dist/refs/json-schema-2020-12/meta/validation.json' with { type: 'json' };
import openapi from 'express-openapi-validator/dist/framework/openapi.v3_1.modified.schema.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import contract from '../../../generated/openapi.json' with { type: 'json' };
import { isObject, walk } from '../grammar.ts';
import { EXTENSIONS, KEYWORDS } from '../keywords.ts';
import { unknownKeywords } from '../unknown.ts';
import { DOCUMENT_ROWS } from './document.ts';
import { PART_ROWS } from './parts.ts';
import { SCHEMA_ROWS } from './schema.ts';

const VOCABULARIES = [core, applicator, unevaluated, validation, metadata, format, content];

/** Our name of an object, and the standard's in its own JSON Schema. */
const OBJECTS: Record<string, string> = {
  Info: 'info',
  Contact: 'contact',
  License: 'license',
  Server: 'server',
  ServerVariable: 'server-variable',
  Components: 'components',
  PathItem: 'path-item',
  Operation: 'operation',
  ExternalDocs: 'external-documentation',
  Parameter: 'parameter',
  RequestBody: 'request-body',
  MediaType: 'media-type',
  Encoding: 'encoding',
  Response: 'response',
  Example: 'example',
  Link: 'link',
  Header: 'header',
  Tag: 'tag',
  Reference: 'reference',
  SecurityScheme: 'security-scheme',
};

/** What OpenAPI adds to JSON Schema, which its JSON Schema leaves to the dialect. */
const DIALECT: Record<string, string[]> = {
  Schema: ['discriminator', 'xml', 'externalDocs', 'example'],
  Discriminator: ['propertyName', 'mapping'],
  Xml: ['name', 'namespace', 'prefix', 'attribute', 'wrapped'],
};
const FLOW = ['authorizationUrl', 'tokenUrl', 'refreshUrl', 'scopes'];

/** The names under every `properties` of a part of the standard's JSON Schema. */
function namesIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(namesIn);
  if (!isObject(part)) return [];
  const shared = part.$ref === '#/$defs/examples' ? ['example', 'examples'] : [];
  const own = isObject(part.properties) ? Object.keys(part.properties) : [];
  const isPlace = (keyword: string) => !['properties', 'if', 'required', 'const', 'enum'].includes(keyword);
  return [
    ...shared,
    ...own,
    ...Object.entries(part).flatMap(([keyword, value]) => (isPlace(keyword) ? namesIn(value) : [])),
  ];
}

const standard = (type: string): Set<string> => {
  const name = OBJECTS[type];
  const definition =
    type === 'Root' ? { ...openapi, $defs: {} } : name && openapi.$defs[name as keyof typeof openapi.$defs];
  const names = new Set([...namesIn(definition), ...(DIALECT[type] ?? [])]);
  // Its JSON Schema says `body` where the standard says `server`.
  if (type === 'Link' && names.delete('body')) names.add('server');
  if (type === 'Schema')
    for (const { properties } of VOCABULARIES) for (const each of Object.keys(properties)) names.add(each);
  if (type === 'OAuth2Flows') for (const flow of Object.keys(openapi.$defs['oauth-flows'].properties)) names.add(flow);
  if (/Flow$|Credentials$|Code$/.test(type)) for (const keyword of FLOW) names.add(keyword);
  return names;
};

/** What is always there. */
const NEVER_COMES_OR_GOES = new Set([
  ...[
    'Root.openapi',
    'Root.info',
    'Info.title',
    'Info.version',
    'ExternalDocs.url',
    'Server.url',
    'ServerVariable.default',
  ],
  ...[
    'Parameter.name',
    'Parameter.in',
    'RequestBody.content',
    'Reference.$ref',
    'Discriminator.propertyName',
    'SecurityScheme.type',
  ],
]);
/** Whose rows are those of what they hold, or of what they are the names of. */
const HAVE_PARTS = new Set(['Root.paths', 'Root.components', 'Tag.name']);

describe('the table of keywords', () => {
  test.each([...KEYWORDS])('has those of the standard for %s and no others', (type, keywords) => {
    expect([...keywords].sort()).toEqual([...standard(type)].sort());
  });

  test('has rows for each that is added, changed and removed', () => {
    const rows = new Map<string, Set<string>>();
    const add = (name: string, what: string) => rows.set(name, (rows.get(name) ?? new Set()).add(what));
    for (const [keyword, what] of SCHEMA_ROWS) add(`Schema.${keyword}`, what);
    for (const [type, own] of Object.entries(PART_ROWS))
      for (const [keyword, what] of own) add(`${type}.${keyword}`, what);
    for (const [type, place] of DOCUMENT_ROWS) {
      for (const what of ['added', 'changed', 'removed']) add(`${type}.${place.split('/').at(-1)}`, what);
    }
    const missing = [...KEYWORDS].flatMap(([type, keywords]) =>
      [...keywords].flatMap((keyword) => {
        const name = `${type}.${keyword}`;
        const whats = [...(rows.get(name) ?? [])].filter((what) => !what.startsWith('written'));
        const isChanged = whats.some((what) => !/^(added|removed)/.test(what));
        const comes =
          NEVER_COMES_OR_GOES.has(name) ||
          (whats.some((what) => what.startsWith('added')) && whats.includes('removed'));
        return HAVE_PARTS.has(name) || (isChanged && comes) ? [] : [name];
      }),
    );
    expect(missing).toEqual([]);
  });

  test('has rows for each extension that it knows', () => {
    const rows = new Set(SCHEMA_ROWS.map(([keyword]) => keyword));
    expect([...EXTENSIONS.keys()].filter((name) => !rows.has(name))).toEqual([]);
  });

  test('has all that the contract uses', () => {
    const extensions = new Set<string>();
    walk(contract, ({ value }) => {
      for (const name of isObject(value) ? Object.keys(value) : []) if (name.startsWith('x-')) extensions.add(name);
    });
    expect([...extensions].filter((name) => !EXTENSIONS.has(name))).toEqual([]);
    expect(unknownKeywords(contract)).toEqual([]);
  });
});
