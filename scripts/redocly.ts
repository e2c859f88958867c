/** Redocly CLI as our commands call it: from node_modules, in the repository's root, silent about itself. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLI = join(dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')), 'bin', 'cli.js');

/** Starts `redocly` with these arguments; paths are relative to the repository's root. */
export function startRedocly(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [CLI, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentOf(environment),
  });
}

/** Ours, with these variables, in which `redocly` says nothing of itself. */
export function environmentOf(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...process.env, ...environment, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
}

/** Runs `redocly` to its end. Throws with what it says where it cannot do its work. */
export async function runRedocly(args: readonly string[]): Promise<void> {
  const child = startRedocly(args);
  const [out, problems, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (code !== 0) throw new Error(`redocly ${args[0]} failed:\n${problems || out}`);
}

/** The contract of `spec/` in one file, as JSON. */
export async function bundle(): Promise<string> {
  return inTemporaryFolder(async (folder) => {
    const output = join(folder, 'openapi.json');
    await runRedocly(['bundle', 'spec/openapi.yaml', '--config', 'spec/redocly.yaml', '--output', output]);
    return readFile(output, 'utf8');
  });
}

/** Gives a folder to work in, and removes it afterwards. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'redocly-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
