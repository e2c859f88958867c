import type { Command } from 'commander';
import { calledAs } from '../package/called.ts';
import { version } from '../package/here.ts';
import { isInstalled, runElsewhere } from '../package/tools.ts';
import { bold } from './colour.ts';
import { type Commands, type Group, HelpWanted, newCommand, parse, type Subcommand, UsageError } from './command.ts';
import { COMMANDS } from './commands.ts';

const ROOT: Group = {
  about:
    'The API tokens of the SoftwareOne Marketplace Platform: server, mock, contract tests, tokens, and the contract.',
  after: 'Each says more, with an example: add --help. Exit code 2 is a wrong command line.',
  commands: COMMANDS,
};

/** Runs the command line, and answers with the exit code: 2 where it is wrong, 1 for every other failure. */
export async function main(words: readonly string[]): Promise<number> {
  // Who reads no further, such as head, has seen enough.
  if (process.stdout.listenerCount('error') === 0)
    process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));
  try {
    if (words[0] === 'complete' && words[1] === '--') {
      await (await import('./complete.ts')).complete(COMMANDS, words.slice(2));
      return 0;
    }
    return await dispatch(ROOT, [], words[0] === 'help' ? [...words.slice(1), '--help'] : words);
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  }
}

async function dispatch(group: Group, path: readonly string[], words: readonly string[]): Promise<number> {
  const [name = '', ...rest] = words;
  const entry = Object.hasOwn(group.commands, name) ? group.commands[name] : undefined;
  if (!entry) return tell(group, path, words);
  const { default: found } = await entry.load();
  const longer = [...path, name];
  return 'commands' in found ? dispatch(found, longer, rest) : runSubcommand(found, longer, rest);
}

async function runSubcommand(found: Subcommand, path: readonly string[], words: readonly string[]): Promise<number> {
  const command = found.configure(newCommand(path));
  try {
    const { values, words: positionals } = parse(command, words);
    // What is wrong with a command line is told before anything is fetched for it.
    if (found.needs && !isInstalled()) return await runElsewhere(found.needs, [...path, ...words]);
    return await found.run(values, positionals);
  } catch (error) {
    return usageOf(error, help(command));
  }
}

function help(command: Command): string {
  const parts: string[] = [];
  command.configureOutput({ writeOut: (part) => void parts.push(part) }).outputHelp();
  // The examples are those of the package; who came by another way is told that one.
  return parts
    .join('')
    .trimEnd()
    .replace(/(?<=^ +\$ .*)marketplace-api-tokens ([a-z]+)/gm, (_, name: string) => calledAs(name));
}

/** Tells what there is, where no subcommand is named or one that there is not. */
async function tell(
  { about, after, commands }: Group,
  path: readonly string[],
  words: readonly string[],
): Promise<number> {
  const command = newCommand(path).description(about).usage('<command>').helpCommand(false);
  for (const [name, { summary }] of visible(commands)) command.command(name).description(summary);
  if (path.length === 0) command.option('--version', 'tells the version');
  if (after) command.addHelpText('after', `\n${after}`);
  if (path.length === 0 && words[0] === '--version') {
    console.log(version());
    return 0;
  }
  try {
    if (words.length > 0) parse(command, words);
    throw new UsageError(
      `Expected a command: ${visible(commands)
        .map(([name]) => name)
        .join(', ')}.`,
    );
  } catch (error) {
    return usageOf(error, help(command));
  }
}

function visible(commands: Commands) {
  return Object.entries(commands).filter(([, { isHidden }]) => !isHidden);
}

function usageOf(error: unknown, usage: string): number {
  if (error instanceof HelpWanted) {
    console.log(usage);
    return 0;
  }
  if (!(error instanceof UsageError)) throw error;
  console.error(`${bold(error.message)}\n\n${usage}`);
  return 2;
}
