import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inject, onTestFinished } from 'vitest';

export interface Said {
  code: number | string | undefined;
  out: string;
  problems: string;
}

export interface Project {
  folder: string;
  /** Runs a program of the project, such as `npx`, to its end. */
  run(command: string, args: readonly string[], environment?: Record<string, string>): Promise<Said>;
  /** Starts the command of the package; resolves with the origin that it says it listens on. */
  listening(...words: string[]): Promise<{ url: string; said(): string }>;
}

/** An empty project, in a folder with a space, with the tarball and the packages named; and files. */
export async function project(
  files: Record<string, string> = {},
  packages: readonly string[] = [],
  manifest: object = { type: 'module' },
): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'a project '));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const all = { 'package.json': JSON.stringify({ name: 'project', private: true, ...manifest }), ...files };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const env = { ...process.env, MARKETPLACE_API_TOKENS_CACHE: inject('cache'), NODE_COMPILE_CACHE: '' };
  const run: Project['run'] = async (command, args, environment = {}) => {
    const options = { cwd: folder, env: { ...env, ...environment }, maxBuffer: 64 * 1024 * 1024 };
    return promisify(execFile)(command, args, options).then(
      ({ stdout, stderr }) => ({ code: 0, out: stdout, problems: stderr }),
      ({ code, stdout, stderr }) => ({ code, out: stdout, problems: stderr }),
    );
  };
  const installed = await run('npm', ['install', '--no-audit', '--no-fund', inject('tarball'), ...packages]);
  if (installed.code !== 0) throw new Error(installed.problems);
  return {
    folder,
    run,
    async listening(...words) {
      const bin = join(folder, 'node_modules/marketplace-api-tokens/scripts/cli/index.js');
      const child = spawn(process.execPath, [bin, ...words], { cwd: folder, env });
      onTestFinished(() => end(child));
      let text = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part));
      for (;;) {
        const [, url] = /(?:listens on|served at) (http:\/\/[\d.:]+\d)/.exec(text) ?? [];
        if (url) return { url, said: () => text };
        if (child.exitCode !== null) throw new Error(text);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
