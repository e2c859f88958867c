/** For tests that compare many contracts: `redocly` as `compare` calls it, in one process that loads it once. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { environmentOf, ROOT } from '../redocly.ts';

/** How a run ended, and all that it said. */
export interface Ended {
  code: number;
  written: string;
}

const CHILD = new URL('one-process-child.ts', import.meta.url);

let child: ChildProcess | undefined;
let last: Promise<unknown> = Promise.resolve();

/** The same as `runRedocly`, which starts a process for each run. Runs wait for each other. */
export function runInOneProcess(args: readonly string[]): Promise<void> {
  const run = last.then(() => runNext(args));
  last = run.catch(() => {});
  return run;
}

async function runNext(args: readonly string[]): Promise<void> {
  child ??= fork(CHILD, { cwd: ROOT, env: environmentOf({ NODE_COMPILE_CACHE: undefined }) });
  const answer = Promise.race([
    once(child, 'message').then(([ended]: Ended[]) => ended),
    once(child, 'exit').then(() => undefined),
  ]);
  child.send(args);
  const ended = await answer;
  if (!ended) throw new Error(`redocly ${args[0]} ended its process.`);
  if (ended.code !== 0) throw new Error(`redocly ${args[0]} failed:\n${ended.written}`);
}
