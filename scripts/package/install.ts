import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';

/**
 * Fetches what the lockfile of a folder names, without running any script of it. Says on the standard error that it does.
 * @param what It is for.
 * @param more Further options of `npm ci`.
 * @throws Error with npm's last words.
 */
export async function install(folder: string, what: string, more: readonly string[] = []): Promise<void> {
  const { packages } = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'));
  const all: { optional?: true }[] = Object.values(packages);
  const count = all.filter(({ optional }) => more.length === 0 || !optional).length - 1;
  console.error(
    `${what} takes ${count} packages that the client does not: npm fetches them now, once for this version.`,
  );
  const stop = showWaiting();
  const options = [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--prefix',
    folder,
    ...more,
  ];
  const child = startNpm(options, folder);
  const failed = once(child, 'error').then(([error]) => Promise.reject(error));
  try {
    const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
    const [[code], out, problems] = await Promise.race([ended, failed]);
    if (code !== 0) throw new Error((problems || out).trim());
  } catch (error) {
    throw new Error(`npm could not fetch what ${what} takes: ${(error as Error).message}`);
  } finally {
    stop();
  }
}

function startNpm(options: readonly string[], cwd: string) {
  const { npm_execpath: npm = '' } = process.env;
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
  // Windows starts no .cmd file without a shell.
  return /^npm-cli\.c?js$|^npx-cli\.c?js$/.test(basename(npm))
    ? spawn(process.execPath, [npm.replace(/npx-cli/, 'npm-cli'), ...options], { cwd, stdio })
    : spawn('npm', options.map(quoted), { cwd, stdio, shell: process.platform === 'win32' });
}

function quoted(option: string): string {
  return process.platform === 'win32' && option.includes(' ') ? `"${option}"` : option;
}

/** Shows on a terminal that something goes on; answers with what ends it. */
function showWaiting(): () => void {
  const { stderr } = process;
  if (!stderr.isTTY) return () => {};
  const begin = Date.now();
  const timer = setInterval(() => stderr.write(`\rfetching, ${Math.round((Date.now() - begin) / 1000)} s`), 1000);
  return () => {
    clearInterval(timer);
    stderr.write('\r\x1b[K');
  };
}
