import type { Command } from 'commander';
import { subcommand } from './command.ts';

interface Values {
  json?: boolean;
  servers?: boolean;
}

const AFTER = `
It is the judgement that stops our own releases: a change of meaning counts, another way to write the same does not.

Example, and one with what a deployment serves:
  $ marketplace-api-tokens diff openapi-old.json openapi-new.yaml
  $ curl -fs http://127.0.0.1:8080/public/v1/openapi.json > served.json
  $ marketplace-api-tokens diff released.json served.json --no-servers

Exit code: 0 nothing breaks who uses the first, 1 something does, 2 the command line or a file is wrong.`;

export default subcommand<Values>({
  needs: 'testing',
  configure(command: Command) {
    return command
      .description(
        'Tells what changed between two contracts, of any project (OpenAPI 3.1, JSON or YAML), as a consumer reads it: what breaks them, what breaks generated code, what is new, what reads otherwise.',
      )
      .argument('<base>', 'the contract that consumers have')
      .argument('<revision>', 'the one that they get')
      .option('--no-servers', 'leaves out where it is served, because a deployment names itself')
      .option('--json', 'each change with its impact, as JSON')
      .addHelpText('after', AFTER);
  },
  async run({ json = false, servers = true }, [base = '', revision = '']) {
    return (await import('./diff-run.ts')).diff(base, revision, { json, servers });
  },
});
