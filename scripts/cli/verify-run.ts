import { writeFile } from 'node:fs/promises';
import { countExchange, emptyCoverage } from '../contract-tests/coverage/coverage.ts';
import { coverageTable } from '../contract-tests/coverage/coverage-table.ts';
import { exceptionsOf } from '../contract-tests/coverage/exceptions.ts';
import { shown } from '../contract-tests/judge/shown.ts';
import { Unreachable } from '../contract-tests/verify/http.ts';
import { Unreadable } from '../contract-tests/verify/probe.ts';
import { junitReport } from '../contract-tests/verify/report/junit.ts';
import { resultText, summaryText } from '../contract-tests/verify/report/text.ts';
import { verify } from '../contract-tests/verify/verify.ts';
import { UselessCredential } from '../contract-tests/verify/world.ts';
import { UsageError } from './command.ts';
import type { VerifyArguments } from './verify-options.ts';

/** It could not be checked whether the contract is kept. */
const NOT_CHECKED = 3;

/** Checks a deployment, tells what it finds, and answers with the exit code. @throws UsageError */
export async function runVerify(options: VerifyArguments): Promise<number> {
  try {
    return await run(options);
  } catch (error) {
    const isTold = [Unreachable, UselessCredential, Unreadable].some((kind) => error instanceof kind);
    if (!isTold) throw error;
    console.error(shown((error as Error).message));
    return NOT_CHECKED;
  }
}

async function run({ junit, json, coverage, ...options }: VerifyArguments): Promise<number> {
  console.log(`Checking ${options.url}, seed ${options.seed}.`);
  const counts = emptyCoverage();
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const report = await verify({
    ...options,
    signal: stop.signal,
    observe: ({ request: { method, path, body }, response }) => {
      if (coverage) countExchange(counts, method, path, body, response);
    },
    progress: (result) => console.log(resultText(result)),
  });
  if (junit !== undefined) await writeFile(junit, junitReport(report));
  if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
  if (coverage) console.log(`\n${coverageTable(counts, exceptionsOf('verify'))}`);
  console.log(`\n${summaryText(report)}`);
  if (report.results.some(({ finding }) => finding)) return 1;
  if (stop.signal.aborted) console.error('Interrupted: not everything was checked.');
  if (options.only !== undefined && report.results.length === 0 && !stop.signal.aborted) {
    throw new UsageError('--only must be a part of the name of a check; no name has it.');
  }
  return stop.signal.aborted ? NOT_CHECKED : 0;
}
