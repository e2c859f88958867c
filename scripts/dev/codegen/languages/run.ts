import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Where {
  /** The folder that the command runs in. */
  cwd: string;
  /** What is added to the environment. */
  env?: Record<string, string>;
}

/**
 * The standard output of a command.
 * @throws Error with the end of what it said, where it fails.
 */
export async function run(command: string, args: readonly string[], { cwd, env }: Where): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, {
      cwd,
      env: { ...process.env, ...env },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args[0]}: ${`${stdout}${stderr}`.slice(-4000)}`, { cause: error });
  }
}

/** The commands that this machine does not have. */
export async function missing(commands: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    commands.map((command) => promisify(execFile)('which', [command]).then(Boolean, () => false)),
  );
  return commands.filter((_, index) => !found[index]);
}
