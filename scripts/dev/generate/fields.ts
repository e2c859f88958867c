import { literal, type OpenApi, resolve, type Schema } from './source.ts';

interface Field {
  type: 'text' | 'number' | 'boolean' | 'timestamp' | 'object' | 'collection';
  sensitive?: true;
  omitted?: true;
  values?: string[];
  of?: string;
}

type Fields = Record<string, Field>;

/**
 * The table of fields of each resource (the schemas marked `x-resource`): dotted path → type. The elements of a
 * collection stand under `path[]`. A reference (marked `x-embeds`) has the fields of the resource it refers to; those
 * that it does not embed say `of` which one they are. With it, the names that hold secrets (`x-sensitive`).
 */
export function fieldTable(document: OpenApi): string {
  const sensitive = new Set<string>();
  const resources = Object.values(document.components.schemas).flatMap((schema) => {
    const name = schema['x-resource'];
    if (!name) return [];
    const fields = Object.entries(properties(document, schema, '', sensitive));
    return [[`  ${name}: {`, ...fields.map(([path, field]) => `    '${path}': ${literal(field)},`), '  },']];
  });
  return [
    '/**',
    ' * Fields of each resource, by dotted path; `[]` stands for the elements of a collection. `values` are those of an enum,',
    ' * `of` is the resource whose fields a reference reaches without having them itself.',
    ' */',
    'export const fields = {',
    ...resources.flat(),
    '} as const;',
    '',
    'export type Resource = keyof typeof fields;',
    'export type FieldPath<R extends Resource> = keyof (typeof fields)[R] & string;',
    '',
    '/** Properties whose values are secrets (`x-sensitive`): they appear in no log, error or metric. */',
    `export const sensitiveProperties = ${literal([...sensitive].sort())} as const;`,
    '',
  ].join('\n');
}

function properties(document: OpenApi, schema: Schema, prefix: string, sensitive: Set<string>): Fields {
  const found: Fields = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (name.startsWith('$')) continue;
    const path = prefix + name;
    const resolved = resolve(document, property);
    if (resolved['x-sensitive']) sensitive.add(name);
    found[path] = field(resolved);
    if (resolved.type === 'object') Object.assign(found, object(document, property, `${path}.`, sensitive));
    if (resolved.type === 'array') Object.assign(found, elements(document, resolved.items ?? {}, path, sensitive));
  }
  return found;
}

function elements(document: OpenApi, items: Schema, path: string, sensitive: Set<string>): Fields {
  return { [`${path}[]`]: field(resolve(document, items)), ...object(document, items, `${path}[].`, sensitive) };
}

/** The fields of an object; of a reference, those it embeds and then what it leads to. */
function object(document: OpenApi, schema: Schema, prefix: string, sensitive: Set<string>): Fields {
  const target = resolve(document, schema);
  const all = properties(document, target, prefix, sensitive);
  const embeds = schema['x-embeds'];
  if (!embeds) return all;
  const { 'x-resource': of = '' } = target;
  const own = properties(document, resolve(document, { $ref: `#/components/schemas/${embeds}` }), prefix, sensitive);
  const beyond = Object.entries(all).filter(([path]) => !Object.hasOwn(own, path));
  return { ...own, ...Object.fromEntries(beyond.map(([path, found]) => [path, { ...found, of }])) };
}

function field(schema: Schema): Field {
  return {
    type: type(schema),
    ...(schema['x-sensitive'] && { sensitive: true }),
    ...(schema['x-omitted-by-default'] && { omitted: true }),
    ...(schema['x-converts'] && schema.enum && { values: schema.enum }),
  };
}

function type(schema: Schema): Field['type'] {
  switch (schema.type) {
    case 'string':
      return schema.format === 'date-time' ? 'timestamp' : 'text';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
    case 'object':
      return schema.type;
    case 'array':
      return 'collection';
    default:
      throw new Error(`A field of type ${literal(schema.type ?? null)} has no place in the table of fields.`);
  }
}
