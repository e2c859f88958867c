import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { IS_PACKAGE, PACKAGE, ROOT } from './here.ts';
import { install } from './install.ts';

/**
 * What a part of the package takes beyond what the client needs, from the least on; each has what those before it have.
 * Server, mock and contract tests are in the package, the packages that they stand on are not: most who install it never
 * use them. They are fetched when they are used first, exactly as this repository was tested with them, by a lockfile.
 */
export type Tools = 'server' | 'mock' | 'testing';

const ALL: readonly Tools[] = ['server', 'mock', 'testing'];
const NEEDED_NODE = [24, 18] as const;

/** In a copy of the package beside its tools: which ones they are. */
const MARK = '.tools';

/** Whether what is here can run it. In the repository everything is. */
export function isInstalled(tools: Tools): boolean {
  if (!IS_PACKAGE) return true;
  const file = join(PACKAGE, MARK);
  return existsSync(file) && includes(readFileSync(file, 'utf8') as Tools, tools);
}

/** Runs a command line in a copy of the package that has its tools beside it; they are fetched if they are not there yet. */
export async function runElsewhere(tools: Tools, words: readonly string[]): Promise<number> {
  const { main } = await load<{ main(words: readonly string[]): Promise<number> }>(
    tools,
    'scripts/cli/main.js',
    words[0],
  );
  return main(words);
}

/**
 * A module of the package, with the tools that it takes; they are fetched if they are not there yet.
 * @param module Such as `server/index.js`.
 * @param what Is named where it cannot run.
 * @throws Error that says in a sentence what is missing.
 */
export async function load<T>(tools: Tools, module: string, what = module): Promise<T> {
  requireNode(what);
  const folder = isInstalled(tools) ? ROOT : join(await fetched(tools, what), 'dist');
  return import(pathToFileURL(join(folder, IS_PACKAGE ? module : module.replace(/\.js$/, '.ts'))).href);
}

function requireNode(what: string): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [neededMajor, neededMinor] = NEEDED_NODE;
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return;
  throw new Error(
    `${what} needs Node ${NEEDED_NODE.join('.')} or newer and was started with ${process.version}; the client, tokens and spec run with this one.`,
  );
}

/** The folder of a copy of the package with its tools. */
async function fetched(tools: Tools, what: string): Promise<string> {
  const build = (await readFile(join(ROOT, 'tools', 'build'), 'utf8')).trim();
  const place = (name: Tools) => join(cacheFolder(), `${build}-${name}`);
  const copyIn = (folder: string) => join(folder, 'node_modules', 'marketplace-api-tokens');
  const there = ALL.filter((name) => includes(name, tools)).find((name) => existsSync(copyIn(place(name))));
  if (there) return copyIn(place(there));

  // Two may fetch at once: each into a folder of its own, and what is in place is whole.
  const folder = `${place(tools)}.${process.pid}`;
  try {
    await mkdir(folder, { recursive: true });
    await cp(join(ROOT, 'tools', tools), folder, { recursive: true });
    await install(folder, what);
    await cp(PACKAGE, copyIn(folder), {
      recursive: true,
      filter: (source) => !source.startsWith(join(PACKAGE, 'node_modules')),
    });
    await writeFile(join(copyIn(folder), MARK), tools);
    await rename(folder, place(tools)).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(copyIn(place(tools)))) throw error;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return copyIn(place(tools));
}

function includes(installed: Tools, wanted: Tools): boolean {
  return ALL.indexOf(installed) >= ALL.indexOf(wanted);
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
