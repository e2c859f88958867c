import { type ParseArgsConfig, parseArgs } from 'node:util';
import { withoutCredentials } from '../../server/core/credential.ts';

/** The command line is wrong; the message names the word and what is expected. Without one, the usage is asked for. */
export class UsageError extends Error {}

const HELP = { help: { type: 'boolean', short: 'h' } } as const;

/**
 * Reads a command line as `parseArgs` of `node:util` does, and `--help` beside the options of the command.
 * @param stray What is told of a word that belongs to no option, for a command where that word may be a secret.
 * @throws UsageError
 */
export function readWords<const T extends ParseArgsConfig>(config: T, stray?: string): ReturnType<typeof parseArgs<T>> {
  const parsed = parse({ ...config, options: { ...config.options, ...HELP } }, stray);
  if (parsed.values.help) throw new UsageError();
  return parsed as ReturnType<typeof parseArgs<T>>;
}

function parse(config: ParseArgsConfig, stray: string | undefined) {
  try {
    return parseArgs(config);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isStray = code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL';
    throw new UsageError(isStray && stray !== undefined ? stray : withoutCredentials(message));
  }
}

/**
 * Runs a command, which answers with its exit code. What it throws is told on the standard error: a wrong command line
 * with the usage, and the code is 2, every other failure with code 1.
 */
export async function runCommand(usage: string, command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    process.exitCode = codeOf(error as Error, usage);
  }
}

function codeOf(error: Error, usage: string): number {
  if (!(error instanceof UsageError)) {
    console.error(error.message);
    return 1;
  }
  if (error.message === '') {
    console.log(usage);
    return 0;
  }
  console.error(`${error.message}\n\n${usage}`);
  return 2;
}
