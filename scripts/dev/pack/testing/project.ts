import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { inject, onTestFinished } from 'vitest';
import { ROOT } from '../run.ts';

export interface Said {
  code: number | string | undefined;
  out: string;
  problems: string;
}

export interface Listening {
  url: string;
  /** All that it has written. */
  said(): string;
}

export interface Project {
  folder: string;
  /** Where programs of it run: with the tools in the folder that all tests share. */
  environment: NodeJS.ProcessEnv;
  /** Runs a program of the project, such as `npx`, to its end. */
  run(command: string, args: readonly string[], environment?: Record<string, string>): Promise<Said>;
  /** Starts the command of the package; resolves with the origin that it says it listens on. */
  listening(...words: string[]): Promise<Listening>;
  /** Starts a module of the project by Node, such as `node_modules/vite/bin/vite.js`, and ends it with the test. */
  start(module: string, words: readonly string[], environment?: Record<string, string>): Promise<Listening>;
}

/** An empty project, in a folder with a space, with the tarball and the packages named; and files. */
export async function project(
  files: Record<string, string> = {},
  packages: readonly string[] = [],
  manifest: object = { type: 'module' },
): Promise<Project> {
  const folder = await newFolder();
  const all = { 'package.json': JSON.stringify({ name: 'project', private: true, ...manifest }), ...files };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return installed(folder, [inject('tarball'), ...packages]);
}

/** One of the examples by itself, as somebody copies it, with the tarball in place of what a registry will have. */
export async function exampleProject(name: string): Promise<Project> {
  const folder = await newFolder();
  await cp(join(ROOT, 'client/examples', name), folder, { recursive: true });
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  for (const field of ['dependencies', 'devDependencies']) {
    if (manifest[field]?.['marketplace-api-tokens']) manifest[field]['marketplace-api-tokens'] = inject('tarball');
  }
  await writeFile(file, JSON.stringify(manifest));
  return installed(folder, []);
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'a project '));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

async function installed(folder: string, packages: readonly string[]): Promise<Project> {
  const env = { ...process.env, MARKETPLACE_API_TOKENS_CACHE: inject('cache'), NODE_COMPILE_CACHE: '' };
  const run: Project['run'] = async (command, args, environment = {}) => {
    const options = { cwd: folder, env: { ...env, ...environment }, maxBuffer: 64 * 1024 * 1024 };
    return promisify(execFile)(command, args, options).then(
      ({ stdout, stderr }) => ({ code: 0, out: stdout, problems: stderr }),
      ({ code, stdout, stderr }) => ({ code, out: stdout, problems: stderr }),
    );
  };
  const said = await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages]);
  if (said.code !== 0) throw new Error(said.problems);
  const start: Project['start'] = async (module, words, environment = {}) => {
    const child = spawn(process.execPath, [join(folder, module), ...words], {
      cwd: folder,
      env: { ...env, ...environment },
    });
    onTestFinished(() => end(child));
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part));
    for (;;) {
      const [, url] =
        /(?:listens on|served at|Local:) +(http:\/\/[\w.]+:\d+)/.exec(stripVTControlCharacters(text)) ?? [];
      if (url) return { url, said: () => text };
      if (child.exitCode !== null) throw new Error(text);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  return {
    folder,
    environment: env,
    run,
    start,
    listening: (...words) => start('node_modules/marketplace-api-tokens/scripts/cli/index.js', words),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
