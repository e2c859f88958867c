import type { Command } from 'commander';
import type { Commands, Group } from './command.ts';
import { subcommand } from './command.ts';
import { EXIT_CODES } from './exit-codes.ts';

const AFTER = `
Example:
  $ marketplace-api-tokens accounts set-modules ACC-3803-7263 MOD-1756

${EXIT_CODES}`;

const setModules = subcommand<{ json?: boolean }>({
  needs: 'server',
  configure(command: Command) {
    return command
      .description(
        "Sets the modules that the account's tokens may be given. Those that are gone are taken from its tokens at once, while the server runs or not. Without any module the account has none.",
      )
      .argument('<account>', 'its id, ACC-…')
      .argument('[modules...]', 'their ids, MOD-…')
      .option('--json', 'tells what changed as JSON')
      .addHelpText('after', AFTER);
  },
  async run({ json = false }, [account = '', ...modules]) {
    console.log(await (await import('./accounts-work.ts')).setModules(account, modules, json));
    return 0;
  },
});

const commands: Commands = {
  'set-modules': {
    summary: "the modules that an account's tokens may be given",
    load: async () => ({ default: setModules }),
  },
};

export default {
  about: "An operator's changes of accounts, in the database that the environment names as for the server.",
  commands,
} satisfies Group;
