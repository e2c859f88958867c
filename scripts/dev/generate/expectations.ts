import { type OpenApi, resolve, type Schema } from './source.ts';

/**
 * What the properties of request bodies may be, in words: `x-expected` beside the keywords that say it to programs; dotted
 * path → words, `[]` standing for the elements of a collection.
 */
export function expectationTable(document: OpenApi, bodies: readonly string[]): string {
  const found: Record<string, string> = {};
  for (const body of bodies) collect(document, { $ref: `#/components/schemas/${body}` }, '', found);
  return [
    '/** What may be sent, in words, by the path of the property. */',
    'export const expectations: Readonly<Record<string, string>> = {',
    ...Object.entries(found).map(([path, words]) => `  ${JSON.stringify(path)}: ${JSON.stringify(words)},`),
    '};',
    '',
  ].join('\n');
}

function collect(document: OpenApi, schema: Schema, path: string, found: Record<string, string>): void {
  const { properties = {}, items, 'x-expected': words } = resolve(document, schema);
  if (words) found[path] = words;
  if (items) collect(document, items, `${path}[]`, found);
  for (const [name, property] of Object.entries(properties)) {
    collect(document, property, path ? `${path}.${name}` : name, found);
  }
}
