import type { Command } from 'commander';
import { subcommand, UsageError } from './command.ts';
import { EXIT_CODES } from './exit-codes.ts';

interface Values {
  output?: string;
  list?: boolean;
}

const AFTER = `
Example:
  $ marketplace-api-tokens spec openapi-3.0.json --output openapi.json

${EXIT_CODES}`;

export default subcommand<Values>({
  configure(command: Command) {
    return command
      .description('Prints the contract, or writes it, in any of its forms; --list tells which there are.')
      .argument('[form]', 'openapi.json unless given')
      .option('--output <file>', 'writes it there instead')
      .option('--list', 'tells the forms, a line each')
      .addHelpText('after', AFTER);
  },
  async run({ output, list = false }, [form = 'openapi.json']) {
    const { artifacts, readArtifact } = await import('../package/artifacts.ts');
    const known = await artifacts();
    if (list) {
      for (const [name, { what }] of known) console.log(`${name.padEnd(24)}${what}`);
      return 0;
    }
    const found = known.get(form);
    if (!found) throw new UsageError(`There is no form ${form}: expected ${[...known.keys()].join(', ')}.`);
    const text = await readArtifact(found);
    if (output === undefined) process.stdout.write(text);
    else await (await import('node:fs/promises')).writeFile(output, text);
    return 0;
  },
});
