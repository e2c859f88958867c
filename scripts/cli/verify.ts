import { subcommand } from './command.ts';
import { readOptions, type Values, verifyOptions } from './verify-options.ts';

export default subcommand<Values>({
  needs: 'testing',
  configure: verifyOptions,
  async run(values, words) {
    const options = await readOptions(values, words, process.env);
    return (await import('./verify-run.ts')).runVerify(options);
  },
});
