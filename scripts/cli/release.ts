import { fileURLToPath } from 'node:url';
import { subcommand, UsageError } from './command.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const AFTER = `
  check  compares generated/openapi.json with the newest contract in spec/releases/, tells what changed as a consumer
         reads it, and stops a breaking change that info.version and CHANGELOG.md do not declare
  write  checks, that the version is raised far enough too, and writes spec/releases/<info.version>.json

Exit code: 0 nothing stops it, 1 something does, 2 the command line is wrong.`;

export default subcommand({
  configure(command) {
    return command
      .description('Whether the contract of this repository may go on as it is, and its publication.')
      .argument('<check|write>')
      .addHelpText('after', AFTER);
  },
  async run(_values, [command]) {
    if (command !== 'check' && command !== 'write') throw new UsageError('Expected check or write.');
    const { checkRelease, publish } = await import('../release/gate.ts');
    const checked = await checkRelease(ROOT);
    const { problems, told } = command === 'write' ? await publish(ROOT, checked) : checked;
    console.log(told);
    for (const problem of problems) console.error(`\n${problem}`);
    return problems.length > 0 ? 1 : 0;
  },
});
