import type { Command } from 'commander';
import { subcommand, UsageError } from './command.ts';

const NAME = 'marketplace-api-tokens';
const SHELLS = ['bash', 'zsh', 'fish'];

const AFTER = `
Example, for this session; put the line into ~/.bashrc for all of them:
  $ source <(marketplace-api-tokens completion bash)

zsh: source <(… completion zsh) in ~/.zshrc. fish: … completion fish > ~/.config/fish/completions/marketplace-api-tokens.fish
Exit code: 0 done, 2 the command line is wrong.`;

export default subcommand({
  configure(command: Command) {
    return command
      .description('Prints what makes a shell complete the words of this command.')
      .argument('<shell>', `one of ${SHELLS.join(', ')}`)
      .addHelpText('after', AFTER);
  },
  async run(_values, [shell = '']) {
    if (!SHELLS.includes(shell)) throw new UsageError(`Expected a shell: ${SHELLS.join(', ')}.`);
    const { default: tab } = await import('@bomb.sh/tab');
    tab.setup(NAME, NAME, shell);
    return 0;
  },
});
