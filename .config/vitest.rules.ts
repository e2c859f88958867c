import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vitest/config';
import type { Reporter, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import {
  type RunTest,
  rulesNotKept,
  testsOfRules,
  unknownRules,
  writeTestsOfRules,
} from '../scripts/contract-tests/coverage/rules.ts';

export interface RulesProofOptions {
  /** A JSON file with the rules of the contract: `{id: sentence}`. */
  rules: string;
  /** Where the tests of each rule are written to; where `npm run coverage` looks, unless told otherwise. */
  folder?: string;
}

/**
 * Fails a run in which a test names an unknown rule, and a whole run after which a rule has no test that passed. A plugin,
 * because reporters that are named on the command line replace those of the configuration.
 */
export function rulesProof(options: RulesProofOptions): Plugin {
  const reporter = new RulesReporter(options);
  return {
    name: 'rules-proof',
    // It is called for each project.
    configureVitest({ vitest: { config } }) {
      if (!config.reporters.includes(reporter)) config.reporters.push(reporter);
    },
  };
}

class RulesReporter implements Reporter {
  readonly #options: RulesProofOptions;
  #vitest: Vitest | undefined;

  constructor(options: RulesProofOptions) {
    this.#options = options;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunEnd(modules: readonly TestModule[], _errors: unknown, reason: TestRunEndReason): Promise<void> {
    const rules = JSON.parse(await readFile(this.#options.rules, 'utf8'));
    const tests = modules.flatMap(testsOf);
    const kept = testsOfRules(rules, tests);
    await writeTestsOfRules(kept, this.#options.folder);
    const isWhole = reason !== 'interrupted' && (await this.#isWhole(modules));
    const problems = [...unknownRules(rules, tests), ...(isWhole ? rulesNotKept(rules, kept) : [])];
    if (problems.length === 0) return;
    this.#vitest?.logger.error(problems.join('\n'));
    process.exitCode = 1;
  }

  /** Whether nothing was left out: no file, no project and no test by its name. */
  async #isWhole(modules: readonly TestModule[]): Promise<boolean> {
    if (!this.#vitest) return false;
    const { testNamePattern, project } = this.#vitest.config;
    if (testNamePattern || project.length > 0) return false;
    return modules.length === (await this.#vitest.globTestSpecifications()).length;
  }
}

function testsOf({ project, relativeModuleId, children }: TestModule): RunTest[] {
  // The tests of rules run in one project for each host.
  const file = project.name === '' ? relativeModuleId : `${project.name}: ${relativeModuleId}`;
  return [...children.allTests()].map((test) => ({
    name: `${file} > ${test.fullName}`,
    passed: test.result().state === 'passed',
  }));
}
