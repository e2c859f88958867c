import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../../server/testing/server.ts';
import { type Ended, OneProcess } from '../testing/one-process.ts';

const ROOT = new URL('../..', import.meta.url).pathname;

export interface Running {
  child: ChildProcess;
  /** Resolves with what a pattern finds in the standard output, once it does. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  ended: Promise<Ended>;
  /** What it has written so far. */
  written: { readonly out: string; readonly problems: string };
}

/** Starts a subcommand as its npm script does, with these environment variables only. It is gone after the test. */
export function startCommand(name: string, words: readonly string[], environment: object = {}): Running {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, ['scripts/cli/index.ts', name, ...words], {
    cwd: ROOT,
    env: { PATH, NODE_COMPILE_CACHE, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { out: '', problems: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => (written.out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (written.problems += text));
  const ended = once(child, 'close').then(([code]): Ended => ({ code, ...written }));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(written.out);
        if (found) resolve(found);
      };
      look();
      child.stdout.on('data', look);
      child.once('close', () => reject(new Error(`It ended without ${pattern}:\n${written.out}${written.problems}`)));
    });
  return { child, says, ended, written };
}

/** Runs a command to its end. */
export function runToEnd(name: string, words: readonly string[], environment?: object): Promise<Ended> {
  return startCommand(name, words, environment).ended;
}

/**
 * Runs a subcommand again and again in one process, without any environment: for all that is not about the process.
 * @param path Its words; none is the whole command.
 */
export function inOneProcess(...path: readonly string[]): (words: readonly string[]) => Promise<Ended> {
  const { PATH } = process.env;
  const command = new OneProcess(new URL('index.ts', import.meta.url), { PATH });
  return (words) => command.run([...path, ...words]);
}

/** A database for a test, with its key file, and `keys` run on them. */
export async function keysPlace() {
  const folder = await temporaryFolder();
  const file = join(folder, 'tokens.db');
  const options = { databaseUrl: `sqlite:${file}`, credentialsFile: join(folder, 'credentials.json') };
  const ids = async () =>
    (await readFile(`${file}.keys`, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => line.split(':')[0] ?? '');
  return {
    file,
    options,
    ids,
    keys: (...words: string[]) => runToEnd('keys', words, { DATABASE_URL: options.databaseUrl }),
  };
}
