/** Where `npm test` leaves which tests keep which rule. */
export const RULES_RECORD = new URL('../../../node_modules/.coverage/rules.json', import.meta.url).pathname;

/** A test as a run of the tests left it. */
export interface RunTest {
  /** The file it stands in, and its titles, outermost first. */
  name: string;
  /** It ran, asserted something, and nothing failed. */
  passed: boolean;
}

/** Rules of the contract by their ids, each as a sentence. */
export type Rules = Readonly<Record<string, string>>;

/** The names of the tests that keep each rule, by its id. */
export type RuleTests = Record<string, string[]>;

/** A test names the rules that it keeps in its title, or in that of a suite around it: `… [rql.like]`. */
const NAMED = /\[([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)\]/g;

/** The tests that keep each rule: those that name it and passed. */
export function testsOfRules(rules: Rules, tests: readonly RunTest[]): RuleTests {
  const kept: RuleTests = Object.fromEntries(Object.keys(rules).map((id) => [id, []]));
  for (const { name } of tests.filter(({ passed }) => passed)) {
    for (const id of rulesNamed(name)) kept[id]?.push(name);
  }
  return kept;
}

/** What is wrong, each as a sentence: a test that names a rule which the contract does not have. */
export function unknownRules(rules: Rules, tests: readonly RunTest[]): string[] {
  return tests.flatMap(({ name }) =>
    rulesNamed(name)
      .filter((id) => !Object.hasOwn(rules, id))
      .map((id) => `${name}: the contract has no rule ${id}.`),
  );
}

/** What is wrong with a whole run, each as a sentence: a rule that no test keeps. */
export function rulesNotKept(rules: Rules, kept: RuleTests): string[] {
  return Object.entries(rules)
    .filter(([id]) => (kept[id] ?? []).length === 0)
    .map(([id, sentence]) => `No test that passed names the rule ${id}: ${sentence}`);
}

function rulesNamed(name: string): string[] {
  return [...new Set([...name.matchAll(NAMED)].map(([, id = '']) => id))];
}
