import tab from '@bomb.sh/tab/commander';
import { Command } from 'commander';
import type { Commands } from './command.ts';

/** Tells a shell what may come next, as the script of `completion` asks: `complete -- WORDS`. */
export async function complete(commands: Commands, words: readonly string[]): Promise<void> {
  tab(await withAll(new Command('marketplace-api-tokens'), commands)).parse([...words]);
}

/** A command with every subcommand, and all that their options are. */
async function withAll(command: Command, commands: Commands): Promise<Command> {
  for (const [name, { summary, load, isHidden }] of Object.entries(commands)) {
    if (isHidden) continue;
    const { default: found } = await load();
    const own = command.command(name);
    if ('commands' in found) await withAll(own, found.commands);
    else found.configure(own);
    own.description(summary);
  }
  return command;
}
