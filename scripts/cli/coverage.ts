/** `npm run coverage`: what of the contract the last `npm test` exercised. */
import { missingIn, staleExceptions } from '../contract-tests/coverage/coverage-gaps.ts';
import { coverageTable } from '../contract-tests/coverage/coverage-table.ts';
import { exceptionsOf } from '../contract-tests/coverage/exceptions.ts';
import { COVERAGE_FOLDER } from '../contract-tests/coverage/folder.ts';
import { readRecords } from '../contract-tests/coverage/records.ts';
import { readTestsOfRules } from '../contract-tests/coverage/rules.ts';
import { readWords, runCommand, UsageError } from './command.ts';

const USAGE = `Usage: npm run coverage [-- --from FOLDER] [--rules]

  Shows what of the contract the last npm test exercised: operations × statuses as a table, then the examples and the
  branches of the schemas (each value of an enum, each optional property absent and present, each nullable null and not).

  --from FOLDER  where npm test recorded it (node_modules/.coverage)
  --rules        shows each rule of the contract with the tests that keep it instead

Exit code: 0 every status of every operation was exercised, or has its reason in scripts/contract-tests/coverage/exceptions.ts; 1 one was
not, an exception was exercised, or nothing is recorded; 2 the command line is wrong.`;

async function main(): Promise<number> {
  const { folder, rules } = readOptions();
  return rules ? showRules(folder) : showExercised(folder);
}

async function showRules(folder: string): Promise<number> {
  const tests = await readTestsOfRules(folder);
  if (!tests) return nothing();
  for (const [id, names] of Object.entries(tests)) console.log([id, ...names].join('\n  '));
  return 0;
}

function nothing(): number {
  console.error('Nothing is recorded. Run npm test first, all of it.');
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

function readOptions(): { folder: string; rules: boolean } {
  const { from, rules = false } = readWords({
    options: { from: { type: 'string' }, rules: { type: 'boolean' } },
  }).values;
  if (from === '') throw new UsageError('--from must be the folder of the records, such as node_modules/.coverage.');
  return { folder: from ?? COVERAGE_FOLDER, rules };
}

await runCommand(USAGE, main);
