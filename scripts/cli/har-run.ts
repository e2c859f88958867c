import { constants } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { exchangesOf, type Recording } from '../contract-tests/har/exchanges.ts';
import { type Har, HarError, parseHar } from '../contract-tests/har/har.ts';
import { counted, lineOf, Tally } from '../contract-tests/judge/tally.ts';
import { calledAs } from '../package/called.ts';
import { UsageError } from './command.ts';

export interface HarOptions {
  file: string;
  /** Only what went there is judged. */
  origin: string | undefined;
  json: boolean;
}

/** Checks a recording, tells each violation, and answers with the exit code. @throws UsageError */
export async function runHar({ file, origin, json }: HarOptions): Promise<number> {
  const recording = exchangesOf(await readHar(file), origin);
  // What it takes to judge is loaded when there is something to judge.
  const { createJudge } = await import('../contract-tests/judge/judge.ts');
  const judge = await createJudge();
  const tally = new Tally();
  for (const exchange of recording.exchanges) {
    const violation = tally.add(exchange, await judge(exchange));
    if (violation && !json) console.log(lineOf(violation));
  }
  if (json) {
    const { exchanges, notJudged, violations } = tally;
    const skipped = Object.fromEntries(recording.skipped);
    console.log(JSON.stringify({ exchanges, notJudged, skipped, violations }, null, 2));
  } else console.log(`${tally.summary()}${remarks(recording)}`);
  const isEmpty = tally.exchanges === tally.notJudged;
  if (isEmpty) console.error(`Nothing in the file could be judged. See ${calledAs('har')} --help.`);
  return isEmpty || tally.violations.length > 0 ? 1 : 0;
}

function remarks({ skipped, exchanges, isSanitised }: Recording): string {
  const bodiless = exchanges.filter(({ method, response }) => method !== 'HEAD' && response.body === undefined).length;
  const headless = exchanges.filter(({ response }) => response.headers === undefined).length;
  return [
    ...[...skipped].map(([reason, count]) => `\nSkipped: ${counted(count, 'entry', 'entries')} ${reason}.`),
    ...(headless > 0 ? [`\nRecorded without the headers of the answer, which were not judged: ${headless}.`] : []),
    ...(bodiless > 0 ? [`\nRecorded without the body of the answer, which was not judged: ${bodiless}.`] : []),
    ...(isSanitised ? ['\nNo request shows a credential, so a missing one was not judged.'] : []),
  ].join('');
}

async function readHar(file: string): Promise<Har> {
  const content = await readBytes(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read ${file}: ${error.code ?? error.message}.`);
  });
  try {
    return parseHar(content);
  } catch (error) {
    if (!(error instanceof HarError)) throw error;
    throw new UsageError(`${file} is no HAR file: ${error.message}`);
  }
}

async function readBytes(file: string): Promise<Buffer> {
  const { size } = await stat(file);
  if (size <= constants.MAX_STRING_LENGTH) return readFile(file);
  throw new Error(`its ${size} bytes are more than the ${constants.MAX_STRING_LENGTH} that fit; record less at a time`);
}
