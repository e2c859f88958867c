/** `npm run coverage`: what of the contract the last `npm test` exercised. */
import { missingIn, staleExceptions } from '../contract-tests/coverage/coverage-gaps.ts';
import { coverageTable } from '../contract-tests/coverage/coverage-table.ts';
import { exceptionsOf } from '../contract-tests/coverage/exceptions.ts';
import { RECORDS, readRecords } from '../contract-tests/coverage/records.ts';
import { readWords, runCommand, UsageError } from './command.ts';

const USAGE = `Usage: npm run coverage [-- --from FOLDER]

  Shows what of the contract the last npm test exercised: operations × statuses as a table, then the examples and the
  branches of the schemas (each value of an enum, each optional property absent and present, each nullable null and not).

  --from FOLDER  where npm test recorded it (node_modules/.coverage)

Exit code: 0 every status of every operation was exercised, or has its reason in scripts/contract-tests/coverage/exceptions.ts; 1 one was
not, an exception was exercised, or nothing is recorded; 2 the command line is wrong.`;

async function main(): Promise<number> {
  const { files, counts } = await readRecords(readFolder());
  if (files === 0) {
    console.error('Nothing is recorded. Run npm test first, all of it.');
    return 1;
  }
  const exceptions = exceptionsOf('tests');
  console.log(`${coverageTable(counts, exceptions)}\nTest files that called a server: ${files}.`);
  const missing = missingIn(counts.statuses, exceptions);
  const stale = staleExceptions(counts, exceptions).map(({ name }) => name);
  if (missing.length > 0) console.error(`Operations × statuses that no test exercised: ${missing.length}.`);
  if (stale.length > 0)
    console.error(`No exceptions any more (scripts/contract-tests/coverage/exceptions.ts): ${stale.join(', ')}.`);
  return missing.length + stale.length > 0 ? 1 : 0;
}

function readFolder(): string {
  const { from } = readWords({ options: { from: { type: 'string' } } }).values;
  if (from === '') throw new UsageError('--from must be the folder of the records, such as node_modules/.coverage.');
  return from ?? RECORDS;
}

await runCommand(USAGE, main);
