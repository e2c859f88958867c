/**
 * Preloaded into a process (`--import`), kills it just before one of the steps that change what is on the disk: of
 * SQLite what opens, changes tables, begins or commits; of Node what makes, writes, syncs or renames a file. `DIE_AT` is
 * the number of the step, from 1; without it nothing dies, and the last line of the standard error is how many there were.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { isMainThread } from 'node:worker_threads';

// biome-ignore lint/suspicious/noExplicitAny: methods of several classes are wrapped alike, whatever their types.
type Wrapped = any;

/** Rows alone change nothing before their transaction is committed. */
const STEPS = /^(begin|commit|create|drop|alter|insert into "kysely)/i;

const dieAt = Number(process.env.DIE_AT ?? 0);
let steps = 0;

function step(): void {
  steps += 1;
  if (steps === dieAt) process.kill(process.pid, 'SIGKILL');
}

function wrap(
  object: Wrapped,
  names: string[],
  isStep: (self: Wrapped, args: unknown[]) => boolean = () => true,
): void {
  for (const name of names) {
    const method = object[name];
    object[name] = function (this: Wrapped, ...args: unknown[]) {
      if (isStep(this, args)) step();
      return method.apply(this, args);
    };
  }
}

if (isMainThread) {
  wrap(DatabaseSync.prototype, ['exec', 'close']);
  wrap(StatementSync.prototype, ['run', 'all'], ({ sourceSQL }) => STEPS.test(sourceSQL));
  // Modules are read with it too.
  wrap(fs, ['openSync'], (_fs, [, flags]) => flags === 'wx');
  wrap(fs.promises, ['open', 'rename', 'mkdir', 'writeFile']);
  const handle = await fs.promises.open(import.meta.filename);
  wrap(Object.getPrototypeOf(handle), ['writeFile', 'sync']);
  await handle.close();
  syncBuiltinESMExports();
  steps = 0;
  process.on('exit', () => dieAt === 0 && process.stderr.write(`${steps}\n`));
}
