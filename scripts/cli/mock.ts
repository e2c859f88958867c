import type { Command } from 'commander';
import { subcommand, UsageError } from './command.ts';
import { EXIT_CODES, type ProxyValues, proxyOptions, readOptions } from './proxy-options.ts';
import { readControls, type SandboxValues, sandboxOptions } from './sandbox-options.ts';

interface Values extends ProxyValues, SandboxValues {
  examples?: boolean;
  proxy?: string;
}

const AFTER = `
Example, where answers take their time and the next two creates are refused:
  $ marketplace-api-tokens mock --latency 100-800 --next createApiToken=429,429

What is created can be listed, changed and revoked; the ids of the documentation are there. The header Prefer: code=400,
example=unknown-module asks for any answer that the contract has an example of; Sandbox-State: <any name> for a state of
its own. SEED_FILE and CREDENTIALS_FILE are those of the server.

${EXIT_CODES}`;

export default subcommand<Values>({
  needs: 'testing',
  configure(command: Command) {
    const described = command
      .description(
        'The API in memory, with all its rules: a sandbox. With --examples, answers with the examples of the contract, whatever it is sent. With --proxy, stands between your client and your server instead, and checks every exchange against the contract.',
      )
      .option('--examples', 'keeps nothing, and answers with examples: the same each time')
      .option('--proxy <origin>', 'the origin of your server, such as http://127.0.0.1:8080; https: works too');
    return proxyOptions(sandboxOptions(described)).addHelpText('after', AFTER);
  },
  async run({ proxy, examples = false, port, report, reportOnly, ...sandbox }) {
    const others = Object.keys(sandbox).map(
      (name) => `--${name.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`,
    );
    if (examples && proxy !== undefined) throw new UsageError('--examples and --proxy do not go together.');
    if ((examples || proxy !== undefined) && others.length > 0) {
      throw new UsageError(`${others.join(', ')}: of the sandbox, so neither with --examples nor with --proxy.`);
    }
    readControls(sandbox);
    const given = {
      ...(port !== undefined && { port }),
      ...(report !== undefined && { report }),
      ...(reportOnly && { reportOnly }),
    };
    const options = { ...readOptions(given, proxy), examples, sandbox };
    await (await import('./mock-run.ts')).runMock(options);
    return 0;
  },
});
