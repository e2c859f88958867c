import type { Command } from 'commander';
import { subcommand, UsageError } from './command.ts';

interface Values {
  from?: string;
  rules?: boolean;
}

const AFTER = `
Example:
  $ marketplace-api-tokens coverage --from node_modules/.coverage

Exit code: 0 every status of every operation was exercised, or has its reason in the list of exceptions; 1 one was not,
an exception was exercised, or nothing is recorded; 2 the command line is wrong.`;

export default subcommand<Values>({
  needs: 'testing',
  configure(command: Command) {
    return command
      .description(
        'Shows what of the contract the last test run exercised: operations × statuses as a table, then the examples and the branches of the schemas (each value of an enum, each optional property absent and present, each nullable null and not).',
      )
      .option('--from <folder>', 'where the tests recorded it (node_modules/.coverage)')
      .option('--rules', 'shows each rule of the contract with the tests that keep it instead')
      .addHelpText('after', AFTER);
  },
  async run({ from, rules }) {
    if (from === '') throw new UsageError('--from must be the folder of the records, such as node_modules/.coverage.');
    return (await import('./coverage-run.ts')).coverage(from, rules);
  },
});
