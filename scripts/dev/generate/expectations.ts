import { type OpenApi, resolve, type Schema } from './source.ts';

/**
 * What the properties of request bodies may be, in words: `x-expected` beside the keywords that say it to programs; dotted
 * path → words, `[]` standing for the elements of a collection. Likewise `x-ecma-pattern`, the whole rule where `pattern`
 * says only what every regular expression engine can.
 */
export function expectationTable(document: OpenApi, bodies: readonly string[]): string {
  const found: Found = { words: {}, patterns: {} };
  for (const body of bodies) collect(document, { $ref: `#/components/schemas/${body}` }, '', found);
  return [
    '/** What may be sent, in words, by the path of the property. */',
    ...table('expectations', found.words),
    '',
    '/** The whole rule of a text whose `pattern` says less, for the `u` flag of ECMAScript, by the path of the property. */',
    ...table('exactPatterns', found.patterns),
    '',
  ].join('\n');
}

interface Found {
  words: Record<string, string>;
  patterns: Record<string, string>;
}

function table(name: string, found: Record<string, string>): string[] {
  const entries = Object.entries(found).map(([path, text]) => `  ${JSON.stringify(path)}: ${JSON.stringify(text)},`);
  return [`export const ${name}: Readonly<Record<string, string>> = {`, ...entries, '};'];
}

function collect(document: OpenApi, schema: Schema, path: string, found: Found): void {
  const { properties = {}, items, 'x-expected': words, 'x-ecma-pattern': pattern } = resolve(document, schema);
  if (words) found.words[path] = words;
  if (pattern) found.patterns[path] = pattern;
  if (items) collect(document, items, `${path}[]`, found);
  for (const [name, property] of Object.entries(properties)) {
    collect(document, property, path ? `${path}.${name}` : name, found);
  }
}
