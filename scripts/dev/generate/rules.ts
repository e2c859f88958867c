/** The rules of the contract (`x-rule`) by their ids, in their order, each as a sentence. */
export type Rules = Record<string, string>;

export function rulesOf(document: object): Rules {
  const rules = [...found(document)].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(rules);
}

function* found(value: unknown): Generator<[id: string, sentence: string]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'x-rule') yield* Object.entries<string>(inner);
    else yield* found(inner);
  }
}

/** The page that lists them. */
export function rulesPage(rules: Rules): string {
  return [
    '<!-- Derived from spec/ by `npm run generate`. Do not edit. -->',
    '',
    '# Rules of the contract',
    '',
    'Each is kept by tests that name it, which `npm test` sees to; `npm run coverage -- --rules` shows by which.',
    '',
    '| rule | what it says |',
    '| --- | --- |',
    ...Object.entries(rules).map(([id, sentence]) => `| \`${id}\` | ${sentence.replaceAll('|', '\\|')} |`),
    '',
  ].join('\n');
}
