import type { Command } from 'commander';
import { subcommand } from './command.ts';
import { EXIT_CODES, type ProxyValues, proxyOptions, readOptions } from './proxy-options.ts';

const AFTER = `
Example; then run your tests with http://127.0.0.1:4010 as the origin of the API:
  $ marketplace-api-tokens proxy http://127.0.0.1:8080 --report violations.json

${EXIT_CODES}`;

export default subcommand<ProxyValues>({
  needs: 'testing',
  configure(command: Command) {
    return proxyOptions(
      command
        .description('Stands between your client and your server, and checks every exchange against the contract.')
        .argument('<origin>', 'of your server, such as http://127.0.0.1:8080; https: works too'),
    ).addHelpText('after', AFTER);
  },
  async run(values, [origin]) {
    const options = readOptions(values, origin, 'The argument');
    await (await import('./mock-run.ts')).runMock(options);
    return 0;
  },
});
