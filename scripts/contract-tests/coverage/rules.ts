import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { COVERAGE_FOLDER } from './folder.ts';

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

const recordIn = (folder: string) => join(folder, 'rules.json');

/** Keeps which tests of a run keep which rule. */
export async function writeTestsOfRules(tests: RuleTests, folder = COVERAGE_FOLDER): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(recordIn(folder), JSON.stringify(tests, null, 2));
}

/** What was kept of the last run; undefined where nothing was. */
export async function readTestsOfRules(folder = COVERAGE_FOLDER): Promise<RuleTests | undefined> {
  const text = await readFile(recordIn(folder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : JSON.parse(text);
}
