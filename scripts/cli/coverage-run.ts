import { missingIn, staleExceptions } from '../contract-tests/coverage/coverage-gaps.ts';
import { coverageTable } from '../contract-tests/coverage/coverage-table.ts';
import { exceptionsOf } from '../contract-tests/coverage/exceptions.ts';
import { COVERAGE_FOLDER } from '../contract-tests/coverage/folder.ts';
import { readRecords } from '../contract-tests/coverage/records.ts';
import { readTestsOfRules } from '../contract-tests/coverage/rules.ts';
import { calledAs } from '../package/called.ts';
import { IS_PACKAGE } from '../package/here.ts';

/**
 * Shows what was exercised, or each rule with its tests, and answers with the exit code.
 * @param folder Of the records; undefined is where the tests of the repository leave them.
 */
export async function coverage(folder = COVERAGE_FOLDER, rules = false): Promise<number> {
  return rules ? showRules(folder) : showExercised(folder);
}

async function showRules(folder: string): Promise<number> {
  const tests = await readTestsOfRules(folder);
  if (!tests) return nothing();
  for (const [id, names] of Object.entries(tests)) console.log([id, ...names].join('\n  '));
  return 0;
}

function nothing(): number {
  // Who has the package has no tests of ours to run.
  const instead = `For a deployment, ${calledAs('verify')} … --coverage tells what was exercised.`;
  console.error(`Nothing is recorded. ${IS_PACKAGE ? instead : 'Run all tests first.'}`);
  return 1;
}

async function showExercised(folder: string): Promise<number> {
  const { files, counts } = await readRecords(folder);
  if (files === 0) return nothing();
  const exceptions = exceptionsOf('tests');
  console.log(`${coverageTable(counts, exceptions)}\nTest files that called a server: ${files}.`);
  const missing = missingIn(counts.statuses, exceptions);
  const stale = staleExceptions(counts, exceptions).map(({ name }) => name);
  if (missing.length > 0) console.error(`Operations × statuses that no test exercised: ${missing.length}.`);
  if (stale.length > 0)
    console.error(`No exceptions any more (scripts/contract-tests/coverage/exceptions.ts): ${stale.join(', ')}.`);
  return missing.length + stale.length > 0 ? 1 : 0;
}
