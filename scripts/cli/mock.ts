import type { Command } from 'commander';
import { subcommand } from './command.ts';
import { EXIT_CODES, type ProxyValues, proxyOptions, readOptions } from './proxy-options.ts';

interface Values extends ProxyValues {
  proxy?: string;
}

const AFTER = `
Example, on any free port:
  $ marketplace-api-tokens mock --port 0

It keeps nothing and takes any bearer token; the header Prefer: code=400, example=unknown-module asks for any answer
that the contract has an example of.

${EXIT_CODES}`;

export default subcommand<Values>({
  needs: 'testing',
  configure(command: Command) {
    return proxyOptions(
      command
        .description(
          'Answers with the examples of the contract. With --proxy, stands between your client and your server instead, and checks every exchange against the contract.',
        )
        .option('--proxy <origin>', 'the origin of your server, such as http://127.0.0.1:8080; https: works too'),
    ).addHelpText('after', AFTER);
  },
  async run({ proxy, ...values }) {
    const options = readOptions(values, proxy);
    await (await import('./mock-run.ts')).runMock(options);
    return 0;
  },
});
