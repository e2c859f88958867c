import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const ROOT = new URL('../..', import.meta.url).pathname;

export interface ServerProcess {
  child: ChildProcess;
  /** Everything written to the standard output and the standard error so far. */
  output(): string;
  /** Resolves with the exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

export interface ListeningProcess extends ServerProcess {
  url: string;
  credentials: Record<string, string>;
}

/**
 * Starts `server/main.ts` as `npm start` does, with a folder of its own for all files and any free port.
 * @param stdout Where the standard output goes, in place of `output()`: a file, or a pipe that is not read yet.
 * @param descriptors How many it may have open.
 */
export function spawnServer(
  folder: string,
  environment: Record<string, string> = {},
  stdout?: number | 'unread',
  descriptors?: number,
): ServerProcess {
  const words = [process.execPath, '--import', './scripts/require-node.mjs', 'server/main.ts'];
  const limited = ['sh', '-c', `ulimit -n ${descriptors}; exec "$@"`, 'sh', ...words];
  const [command = '', ...rest] = descriptors === undefined ? words : limited;
  const child = spawn(command, rest, {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      PORT: '0',
      LOG_LEVEL: 'trace',
      DATABASE_URL: `sqlite:${join(folder, 'tokens.db')}`,
      ...environment,
    },
    stdio: ['ignore', typeof stdout === 'number' ? stdout : 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [stdout === undefined ? child.stdout : null, child.stderr]) {
    stream?.on('data', (chunk) => (text += chunk));
  }
  // A pipe that nobody reads is never closed.
  const ended = once(child, stdout === undefined ? 'close' : 'exit').then(([code, signal]) => code ?? signal);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, output: () => text, ended };
}

/** The same, once it listens and has said so. */
export async function startProcess(
  folder: string,
  environment?: Record<string, string>,
  descriptors?: number,
): Promise<ListeningProcess> {
  const started = spawnServer(folder, environment, undefined, descriptors);
  const end = await Promise.race([
    until(() => /API tokens are served at .*\n\n$/s.test(started.output())),
    started.ended,
  ]);
  const [, url] = /"url":"([^"]+)"/.exec(started.output()) ?? [];
  if (url === undefined) throw new Error(`The server did not start (${end}):\n${started.output()}`);
  const credentials = JSON.parse(await readFile(join(folder, 'credentials.json'), 'utf8'));
  return { ...started, url, credentials };
}

/** Waits until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** The memory that a process has of the machine's (Linux). */
export async function residentBytes({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
}
