import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { IS_PACKAGE, ROOT, version } from './here.ts';
import { install } from './install.ts';

/**
 * What takes more than the client and the light subcommands: the server; mock and contract tests, which take that and more.
 * They are a package of their own, cut from this repository, because most who install the client never use them. The
 * package has it inside, with a lockfile of all that it stands on, and fetches that when it is used first.
 */
export type Tools = 'server' | 'testing';

const TOOLS = 'marketplace-api-tokens-tools';
const NEEDED_NODE = [24, 18] as const;

/** Whether what is here can run it: the repository, or the package of the tools. */
export function isInstalled(): boolean {
  return !IS_PACKAGE || existsSync(join(ROOT, 'server', 'index.js'));
}

/** Runs a command line in the package of the tools, which is fetched if it is not there yet. */
export async function runElsewhere(tools: Tools, words: readonly string[]): Promise<number> {
  const { main } = await load<{ main(words: readonly string[]): Promise<number> }>(
    tools,
    'scripts/cli/main.js',
    words[0],
  );
  return main(words);
}

/**
 * A module of the tools, which are fetched if they are not there yet.
 * @param module Such as `server/index.js`.
 * @param what Is named where it cannot run.
 * @throws Error that says in a sentence what is missing.
 */
export async function load<T>(tools: Tools, module: string, what = module): Promise<T> {
  requireNode(what);
  const folder = isInstalled() ? ROOT : (ofProject() ?? (await fetched(tools, what)));
  return import(pathToFileURL(join(folder, IS_PACKAGE ? module : module.replace(/\.js$/, '.ts'))).href);
}

/** @throws Error where this Node is too old for the tools. */
export function requireNode(what: string): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [neededMajor, neededMinor] = NEEDED_NODE;
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return;
  throw new Error(
    `${what} needs Node ${NEEDED_NODE.join('.')} or newer and was started with ${process.version}; the client, and the commands tokens and spec, run with this one.`,
  );
}

/** The tools where a project has them among its own dependencies, in this version. */
function ofProject(): string | undefined {
  try {
    const file = createRequire(join(process.cwd(), 'package.json')).resolve(`${TOOLS}/package.json`);
    return JSON.parse(readFileSync(file, 'utf8')).version === version() ? dirname(file) : undefined;
  } catch {
    return undefined;
  }
}

/** The folder of the tools in the cache. */
async function fetched(tools: Tools, what: string): Promise<string> {
  const source = join(ROOT, 'tools');
  const { build } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const places = (['testing', 'server'] as const).map((name) => ({
    name,
    folder: join(cacheFolder(), `${build}-${name}`),
  }));
  const enough = places.filter(({ name }) => tools === 'server' || name === 'testing');
  const inside = (folder: string) => join(folder, 'node_modules', TOOLS);
  const there = enough.find(({ folder }) => existsSync(inside(folder)));
  if (there) return inside(there.folder);

  const target = join(cacheFolder(), `${build}-${tools}`);
  // Two may fetch at once: each into a folder of its own, so that what is in place is whole.
  const folder = `${target}.${process.pid}`;
  try {
    await mkdir(folder, { recursive: true });
    await cp(source, folder, { recursive: true });
    await install(folder, what, tools === 'server' ? ['--omit=optional'] : []);
    await rename(folder, target).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(inside(target))) throw error;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return inside(target);
}

/** Where a system keeps what can be fetched again; `MARKETPLACE_API_TOKENS_CACHE` says otherwise. */
function cacheFolder(): string {
  const { MARKETPLACE_API_TOKENS_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (MARKETPLACE_API_TOKENS_CACHE) return MARKETPLACE_API_TOKENS_CACHE;
  const bySystem: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(homedir(), 'Library', 'Caches'),
    win32: LOCALAPPDATA || join(homedir(), 'AppData', 'Local'),
  };
  const base = bySystem[process.platform] ?? (XDG_CACHE_HOME || join(homedir(), '.cache'));
  return join(base, 'marketplace-api-tokens');
}
