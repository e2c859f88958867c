/** The parts of a bundled OpenAPI document that the generators read. */
export interface OpenApi {
  paths: Record<string, Record<string, unknown>>;
  security?: SecurityRequirement[];
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, Record<string, unknown>> };
}

export type SecurityRequirement = Record<string, string[]>;

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  enum?: string[];
  'x-converts'?: boolean;
  'x-embeds'?: string;
  'x-expected'?: string;
  'x-ecma-pattern'?: string;
  'x-extensible-enum'?: string[];
  'x-sensitive'?: boolean;
  'x-resource'?: string;
  'x-omitted-by-default'?: boolean;
}

export const sourceHeader = '// Derived from spec/ by `npm run generate`. Do not edit.\n\n';

/** Follows `$ref` and an `allOf` of one to the schema that says what the value is. */
export function resolve(document: OpenApi, schema: Schema): Schema {
  const target = schema.$ref
    ? document.components.schemas[schema.$ref.replace('#/components/schemas/', '')]
    : undefined;
  if (schema.$ref && !target) throw new Error(`${schema.$ref} is not in the bundled document.`);
  if (target) return resolve(document, target);
  const [base] = schema.allOf ?? [];
  return base && !schema.type ? { ...resolve(document, base), ...schema } : schema;
}

/** Source text of a value, keys unquoted where they may be. */
export function literal(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll(/"(\w+)":/g, '$1: ')
    .replaceAll(',', ', ')
    .replaceAll('"', "'");
}
