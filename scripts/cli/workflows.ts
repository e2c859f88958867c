/** `npm run workflows -- --url URL`: runs the workflows of `spec/workflows/` against a deployment, or the mock. */
import { readFile } from 'node:fs/promises';
import { type Inputs, inputsOf, ROLES, readInputs } from '../contract-tests/workflows/inputs.ts';
import { runWorkflows } from '../contract-tests/workflows/run-workflows.ts';
import { readWords, runCommand, UsageError } from './command.ts';

const USAGE = `Usage: npm run workflows -- --url URL [--inputs FILE] [--mock]

  Runs the workflows of spec/workflows/ with redocly respect: what a consumer does, step by step.

  --url URL      the origin of the deployment, such as http://127.0.0.1:8080
  --inputs FILE  a JSON object with credentials: ${ROLES.join(', ')};
                 or data/credentials.json as npm start writes it for the sample data
  --mock         runs those that need no memory, and any credential will do

  Credentials are also taken from ${ROLES.map((role) => `${role.toUpperCase()}_TOKEN`).join(', ')}.
  A workflow whose credentials are not given is skipped, and said to be.

  Exit code: 0 all that ran passed, 1 one failed or none ran, 2 the command line is wrong.`;

async function main(): Promise<number> {
  const { url, file, isMock } = readArguments();
  const any = isMock ? Object.fromEntries(ROLES.map((role) => [role, 'any'])) : {};
  const inputs: Inputs = { ...any, ...inputsOf(process.env), ...(file !== undefined && (await inputsOfFile(file))) };
  const { passed, ran, skipped } = await runWorkflows({
    url,
    target: isMock ? 'mock' : 'server',
    inputs,
    write: (text) => void process.stdout.write(text),
  });
  for (const { workflowIds, required } of skipped) {
    const missing = required.filter((name) => !(name in inputs));
    console.log(`Skipped ${workflowIds.join(', ')}: no credential for ${missing.join(', ')}.`);
  }
  if (ran.length === 0) console.error('No workflow ran. See npm run workflows -- --help for how to give credentials.');
  return passed && ran.length > 0 ? 0 : 1;
}

function readArguments(): { url: string; file: string | undefined; isMock: boolean } {
  const { values } = readWords({
    options: { url: { type: 'string' }, inputs: { type: 'string' }, mock: { type: 'boolean' } },
  });
  if (!values.url || !/^https?:\/\//.test(values.url) || !URL.canParse(values.url)) {
    throw new UsageError('--url must be an origin, such as http://127.0.0.1:8080.');
  }
  return { url: values.url, file: values.inputs, isMock: values.mock ?? false };
}

async function inputsOfFile(file: string): Promise<Inputs> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read ${file} (--inputs): ${error.code}.`);
  });
  return readInputs(text);
}

await runCommand(USAGE, main);
