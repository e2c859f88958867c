import { Converter } from '@apiture/openapi-down-convert';

type Json = Record<string, unknown>;

const OPTIONS = { allOfTransform: true, verbose: false, deleteExampleWithId: false, convertSchemaComments: false };

/**
 * The contract as OpenAPI 3.0.3, for tools that lag. The converter does most of it; what 3.0 has no word for goes: the
 * summary of `info`, `const` becomes an `enum` of one, `examples` of a schema its first `example`.
 */
export function asOpenApi30(document: object): object {
  // It warns of each step on the standard error.
  const { error, warn } = console;
  Object.assign(console, { error: () => {}, warn: () => {} });
  try {
    const converted = new Converter(structuredClone(document), OPTIONS).convert() as Json;
    const { summary: _, ...info } = converted.info as Json;
    return plain({ ...converted, info }) as object;
  } finally {
    Object.assign(console, { error, warn });
  }
}

function plain(value: unknown, key = ''): unknown {
  // Values of examples are data.
  if (key === 'example' || key === 'value' || key === 'default' || key === 'enum') return value;
  if (Array.isArray(value)) return value.map((item) => plain(item));
  if (typeof value !== 'object' || value === null) return value;
  const { const: only, ...rest } = value as Json;
  const node: Json = only === undefined ? rest : { ...rest, enum: [only] };
  if (Array.isArray(node.examples)) {
    const [example] = node.examples;
    delete node.examples;
    node.example = example;
  }
  return Object.fromEntries(Object.entries(node).map(([name, inner]) => [name, plain(inner, name)]));
}
