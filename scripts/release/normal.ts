/** A contract in a form in which what means the same reads the same, and what has a name is found by its name. */
import type { Contract } from './contract.ts';
import { heldBy, isObject, type Place, walk } from './grammar.ts';
import { resolved } from './references.ts';

type Fields = Record<string, unknown>;

/** What holds where a keyword is left out. */
const DEFAULTS: Record<string, Fields> = {
  Operation: { deprecated: false },
  RequestBody: { required: false },
  Parameter: { required: false, deprecated: false, allowEmptyValue: false, allowReserved: false },
  Header: { required: false, deprecated: false, style: 'simple', explode: false },
  Encoding: { allowReserved: false },
  Xml: { attribute: false, wrapped: false },
  Schema: {
    ...{ deprecated: false, readOnly: false, writeOnly: false, uniqueItems: false, items: true },
    ...{ minLength: 0, minItems: 0, minProperties: 0, unevaluatedItems: true, unevaluatedProperties: true },
  },
};
const STYLES: Fields = { query: 'form', cookie: 'form', path: 'simple', header: 'simple' };

/** Lists of names, whose order means nothing. */
const UNORDERED = new Set(['required', 'type', 'enum', 'scopes']);

/** Keywords that hold neither objects of OpenAPI nor data. */
const MAPS = new Set(['security', 'mapping', 'dependentRequired']);

/** Where a schema that is `true` or `false` is compared as it is. */
const MAY_BE_BOOLEAN = new Set(['items', 'additionalProperties', 'unevaluatedItems', 'unevaluatedProperties']);

/**
 * The contract in its normal form. It may not be valid OpenAPI: lists of what has a name are maps by name. The case of a
 * header's name means nothing: `spellings` keeps the one that is met first, over several contracts.
 */
export function normalized(contract: Contract, spellings: Map<string, string>): Contract {
  const copy = structuredClone(contract);
  walk(copy, (place) => {
    const { type, replace } = place;
    if (type === 'Schema') replace(withoutBoolean(place));
    const value = type === 'PathItem' ? writtenOut(copy, place) : place.value;
    if (!isObject(value)) return;
    if (type === 'Schema') plainSchema(value);
    removeDefaults(type, value);
    if (type.endsWith('Flow') || ['ClientCredentials', 'AuthorizationCode'].includes(type)) listScopes(value);
    if (type === 'SecurityScheme' && typeof value.scheme === 'string') value.scheme = value.scheme.toLowerCase();
    for (const [keyword, member] of Object.entries(value)) {
      if (keyword === 'headers' && type !== 'Components' && isObject(member))
        value[keyword] = respelled(member, spellings);
      else if (Array.isArray(member) && heldBy(type, keyword)) value[keyword] = byName(copy, type, keyword, member);
      else if (!heldBy(type, keyword) && !MAPS.has(keyword)) value[keyword] = plain(keyword, member);
    }
  });
  removeUnusedSchemes(copy);
  return copy;
}

/** A scheme that nothing asks for is nothing to anybody. */
function removeUnusedSchemes(contract: Contract): void {
  const used = new Set<string>();
  walk(contract, ({ value }) => {
    const requirements = isObject(value) && Array.isArray(value.security) ? value.security : [];
    for (const requirement of requirements) for (const name of Object.keys(requirement)) used.add(name);
  });
  const { components = {} } = contract;
  const schemes = Object.entries(components.securitySchemes ?? {}).filter(([name]) => used.has(name));
  if (schemes.length > 0) components.securitySchemes = Object.fromEntries(schemes);
  else delete components.securitySchemes;
}

/** A path that refers to a shared one, as if it were written there. */
function writtenOut(contract: Contract, { value, replace }: Place): unknown {
  if (!isObject(value) || typeof value.$ref !== 'string') return value;
  const { $ref: _reference, ...own } = value;
  const item = { ...structuredClone(resolved(contract, value) as Fields), ...own };
  replace(item);
  return item;
}

function respelled(headers: Fields, spellings: Map<string, string>): Fields {
  return Object.fromEntries(
    Object.entries(headers).map(([name, header]) => {
      const key = name.toLowerCase();
      if (!spellings.has(key)) spellings.set(key, name);
      return [spellings.get(key), header];
    }),
  );
}

/** `true` is a schema that allows everything, `false` one that allows nothing. */
function withoutBoolean({ key, isKeyword, value }: Place): unknown {
  if (typeof value !== 'boolean' || (isKeyword && MAY_BE_BOOLEAN.has(key))) return value;
  return value ? {} : { not: {} };
}

/** Writes what a schema means by itself, or writes in one of two ways. */
function plainSchema(schema: Fields): void {
  for (const keyword of MAY_BE_BOOLEAN) {
    const value = schema[keyword];
    if (isObject(value) && Object.keys(value).length === 0) schema[keyword] = true;
  }
  if (Array.isArray(schema.type) && schema.type.length === 1) [schema.type] = schema.type;
  if (Array.isArray(schema.required) && schema.required.length === 0) delete schema.required;
  addImplicitMapping(schema);
}

function removeDefaults(type: string, fields: Fields): void {
  for (const [keyword, value] of Object.entries(DEFAULTS[type] ?? {})) {
    if (fields[keyword] === value) delete fields[keyword];
  }
  if (type !== 'Parameter') return;
  // `explode` follows `style`.
  const style = fields.style ?? STYLES[String(fields.in)];
  if (fields.explode === (style === 'form')) delete fields.explode;
  if (fields.style === STYLES[String(fields.in)]) delete fields.style;
}

/** Without a mapping, the values of a discriminator are the names of the schemas. */
function addImplicitMapping(schema: Fields): void {
  const { discriminator } = schema;
  if (!isObject(discriminator)) return;
  const members = [schema.oneOf, schema.anyOf].flatMap((list) => (Array.isArray(list) ? list : []));
  const references = members.flatMap((member) => (typeof member?.$ref === 'string' ? [member.$ref as string] : []));
  discriminator.mapping ??= {};
  const mapping = discriminator.mapping as Record<string, string>;
  for (const reference of references) {
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    if (!Object.values(mapping).some((target) => target === reference || target === name)) mapping[name] = reference;
  }
}

function listScopes(flow: Fields): void {
  if (!isObject(flow.scopes)) return;
  flow['x-scope-texts'] = flow.scopes;
  flow.scopes = Object.keys(flow.scopes);
}

/** Redocly compares single values and lists of them, nothing that is built of them. */
function plain(keyword: string, value: unknown): unknown {
  if (!Array.isArray(value) || keyword.startsWith('x-')) return typeof value === 'object' ? canonical(value) : value;
  const members = value.map((member) => (typeof member === 'object' && member !== null ? canonical(member) : member));
  return UNORDERED.has(keyword) ? members.sort((a, b) => (String(a) < String(b) ? -1 : 1)) : members;
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

function byName(contract: Contract, type: string, keyword: string, members: unknown[]): unknown {
  const name = NAMES[`${type}.${keyword}`] ?? NAMES[keyword];
  if (!name) return members;
  // What is marked as internal is nobody's.
  const own = keyword === 'servers' ? members.filter((member) => (member as Fields)['x-internal'] !== true) : members;
  return Object.fromEntries(
    own.map((member, index) => [name((resolved(contract, member) ?? {}) as Record<string, string>, index), member]),
  );
}

const NAMES: Record<string, (member: Record<string, string>, index: number) => string> = {
  parameters: ({ in: position = '', name = '' }) => `${position} ${position === 'header' ? name.toLowerCase() : name}`,
  servers: ({ url = '' }) => url,
  tags: ({ name = '' }) => name,
  prefixItems: (_member, index) => String(index),
};
