import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
export const DIST = join(ROOT, 'dist');

/** Where everything is compiled to; and from there, the folders of the two packages. */
export const STAGE = {
  all: join(DIST, 'all'),
  client: join(DIST, 'marketplace-api-tokens'),
  tools: join(DIST, 'marketplace-api-tokens-tools'),
};

/** The standard output of a command. @throws Error with what it said. */
export async function run(command: string, args: readonly string[], cwd = ROOT): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')}:\n${stdout}${stderr}`, { cause: error });
  }
}
