/** `npm run har -- FILE`: checks recorded traffic against the contract. */
import { constants } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { exchangesOf, type Recording } from '../contract-tests/har/exchanges.ts';
import { type Har, HarError, parseHar } from '../contract-tests/har/har.ts';
import { counted, lineOf, Tally } from '../contract-tests/judge/tally.ts';
import { readWords, runCommand, UsageError } from './command.ts';

const USAGE = `Usage: npm run har -- FILE [--url URL]

  Checks each exchange of a HAR 1.2 file, as browsers and proxies record it, against the contract.

  --url URL  judges only what went to this origin, such as https://api.platform.softwareone.com;
             without it, whatever has a path of the contract

  Exit code: 0 no violation, 1 a violation or nothing to judge, 2 the command line or the file is wrong.`;

async function main(): Promise<number> {
  const { file, origin } = readArguments();
  const recording = exchangesOf(await readHar(file), origin);
  // What it takes to judge is loaded when there is something to judge.
  const { createJudge } = await import('../contract-tests/judge/judge.ts');
  const judge = await createJudge();
  const tally = new Tally();
  for (const exchange of recording.exchanges) {
    const violation = tally.add(exchange, await judge(exchange));
    if (violation) console.log(lineOf(violation));
  }
  console.log(`${tally.summary()}${remarks(recording)}`);
  const isEmpty = tally.exchanges === tally.notJudged;
  if (isEmpty) console.error('Nothing in the file could be judged. See npm run har -- --help.');
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

function readArguments(): { file: string; origin: string | undefined } {
  const { values, positionals } = readWords({ allowPositionals: true, options: { url: { type: 'string' } } });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('Expected one FILE.');
  const url = values.url;
  if (url === undefined) return { file, origin: undefined };
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url) || new URL(url).href !== `${new URL(url).origin}/`) {
    throw new UsageError('--url must be an origin without a path, such as https://api.platform.softwareone.com.');
  }
  return { file, origin: new URL(url).origin };
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

await runCommand(USAGE, main);
