/** A rule of the contract: where it stands, what it says, and the titles of the tests that name it. */
interface Rule {
  sentence: string;
  tests: string[];
}

/** The text of a test file, by its path. */
export type TestFiles = Record<string, string>;

/** The title of a test is the string before its function; it names rules in brackets: `'… [rql.like]'`. */
const TITLE = /(['"`])((?:(?!\1)[^\\\n]|\\.)*)\1,\s*(?:async\s*)?(?:\(|\w+\s*=>)/g;
const RULE = /\[([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)\]/g;

/** The table of rules (`x-rule`) and their tests; and what is wrong: rules without a test, tests with an unknown rule. */
export function ruleTable(document: object, tests: TestFiles): { table: string; problems: string[] } {
  const rules = new Map<string, Rule>();
  collectRules(document, rules);
  const unknown: string[] = [];
  for (const [file, text] of Object.entries(tests)) {
    for (const [, , title = ''] of text.matchAll(TITLE)) {
      for (const [, id = ''] of title.matchAll(RULE)) {
        const rule = rules.get(id);
        if (!rule) unknown.push(`${file}: "${title}" names the rule ${id}, which is not in the contract.`);
        else if (!rule.tests.includes(file)) rule.tests.push(file);
      }
    }
  }
  const untested = [...rules].filter(([, { tests: found }]) => found.length === 0);
  const problems = [...unknown, ...untested.map(([id]) => `No test names the rule ${id}.`)];
  return { table: table(rules), problems };
}

function collectRules(value: unknown, rules: Map<string, Rule>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key !== 'x-rule') collectRules(inner, rules);
    else for (const [id, sentence] of Object.entries(inner)) rules.set(id, { sentence: String(sentence), tests: [] });
  }
}

function table(rules: ReadonlyMap<string, Rule>): string {
  const rows = [...rules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { sentence, tests }]) => {
      return `| \`${id}\` | ${sentence.replaceAll('|', '\\|')} | ${tests.sort().map(link).join(', ')} |`;
    });
  return [
    '<!-- Derived from spec/ and the tests by `npm run generate`. Do not edit. -->',
    '',
    '# Rules of the contract, and the tests that keep them',
    '',
    '| rule | what it says | tests |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function link(file: string): string {
  return `[${file.split('/').at(-1)?.replace('.test.ts', '')}](../${file})`;
}
