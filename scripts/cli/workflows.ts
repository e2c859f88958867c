import type { Command } from 'commander';
import { ROLES } from '../contract-tests/workflows/inputs.ts';
import { subcommand, UsageError } from './command.ts';

interface Values {
  url?: string;
  inputs?: string;
  mock?: boolean;
}

const AFTER = `
Credentials are also taken from ${ROLES.map((role) => `${role.toUpperCase()}_TOKEN`).join(', ')}.
A workflow whose credentials are not given is skipped, and said to be.

Example:
  $ marketplace-api-tokens workflows --url http://127.0.0.1:8080 --inputs data/credentials.json

Exit code: 0 all that ran passed, 1 one failed or none ran, 2 the command line is wrong.`;

export default subcommand<Values>({
  needs: 'testing',
  configure(command: Command) {
    return command
      .description(
        'Runs the workflows of the contract (Arazzo) with redocly respect: what a consumer does, step by step.',
      )
      .usage('--url <origin> [options]')
      .option('--url <origin>', 'of the deployment, such as http://127.0.0.1:8080')
      .option('--inputs <file>', `a JSON object with ${ROLES.join(', ')}; or the credentials.json of the server`)
      .option('--mock', 'runs those that need no memory, and any credential will do')
      .addHelpText('after', AFTER);
  },
  async run({ url, inputs: file, mock: isMock = false }) {
    if (!url || !/^https?:\/\//.test(url) || !URL.canParse(url)) {
      throw new UsageError('--url must be an origin, such as http://127.0.0.1:8080.');
    }
    return (await import('./workflows-run.ts')).workflows({ url, file, isMock });
  },
});
