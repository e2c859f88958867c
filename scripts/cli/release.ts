/** `npm run release:check` and `npm run release`: whether the contract may go on as it is, and its publication. */
import { checkRelease, publish } from '../release/gate.ts';
import { readWords, runCommand, UsageError } from './command.ts';

const USAGE = `Usage: npm run release:check
       npm run release

  release:check  compares generated/openapi.json with the newest contract in spec/releases/, tells what changed as a
                 consumer reads it, and stops a breaking change that info.version and CHANGELOG.md do not declare
  release        checks, that the version is raised far enough too, and writes spec/releases/<info.version>.json

  Exit code: 0 nothing stops it, 1 something does, 2 the command line is wrong.`;

const ROOT = new URL('../..', import.meta.url).pathname;

async function main(): Promise<number> {
  const command = readCommand();
  const checked = await checkRelease(ROOT);
  const { problems, told } = command === 'write' ? await publish(ROOT, checked) : checked;
  console.log(told);
  for (const problem of problems) console.error(`\n${problem}`);
  return problems.length > 0 ? 1 : 0;
}

function readCommand(): 'check' | 'write' {
  const { positionals } = readWords({ allowPositionals: true });
  const [command, ...others] = positionals;
  if ((command !== 'check' && command !== 'write') || others.length > 0) {
    throw new UsageError(`Expected no words, got ${positionals.slice(1).join(' ') || 'no command'}.`);
  }
  return command;
}

await runCommand(USAGE, main);
