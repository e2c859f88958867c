/** `npm run release:check` and `npm run release`: whether the contract may go on as it is, and its publication. */
import { parseArgs } from 'node:util';
import { checkRelease, publish } from '../release/gate.ts';

const USAGE = `Usage: npm run release:check
       npm run release

  release:check  compares generated/openapi.json with the newest contract in spec/releases/, tells what changed as a
                 consumer reads it, and stops a breaking change that info.version and CHANGELOG.md do not declare
  release        checks, that the version is raised far enough too, and writes spec/releases/<info.version>.json

  Exit code: 0 nothing stops it, 1 something does, 2 the command line is wrong.`;

class UsageError extends Error {}

const ROOT = new URL('../..', import.meta.url).pathname;

async function main(): Promise<void> {
  const command = readCommand();
  const checked = await checkRelease(ROOT);
  const { problems, told } = command === 'write' ? await publish(ROOT, checked) : checked;
  console.log(told);
  for (const problem of problems) console.error(`\n${problem}`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

function readCommand(): 'check' | 'write' {
  const { values, positionals } = parse();
  if (values.help) throw new UsageError();
  const [command, ...others] = positionals;
  if ((command !== 'check' && command !== 'write') || others.length > 0) {
    throw new UsageError(`Expected no words, got ${positionals.slice(1).join(' ') || 'no command'}.`);
  }
  return command;
}

function parse() {
  try {
    return parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

await main().catch((error: Error) => {
  if (error instanceof UsageError) {
    const isHelp = error.message === '';
    console[isHelp ? 'log' : 'error'](isHelp ? USAGE : `${error.message}\n\n${USAGE}`);
    process.exitCode = isHelp ? 0 : 2;
    return;
  }
  console.error(error.message);
  process.exitCode = 1;
});
