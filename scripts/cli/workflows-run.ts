import { readFile } from 'node:fs/promises';
import { type Inputs, inputsOf, ROLES, readInputs } from '../contract-tests/workflows/inputs.ts';
import { runWorkflows } from '../contract-tests/workflows/run-workflows.ts';
import { calledAs } from '../package/called.ts';
import { UsageError } from './command.ts';

export interface WorkflowsOptions {
  url: string;
  /** With credentials. */
  file: string | undefined;
  isMock: boolean;
}

/** Runs the workflows, tells what they do, and answers with the exit code. @throws UsageError */
export async function workflows({ url, file, isMock }: WorkflowsOptions): Promise<number> {
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
  if (ran.length === 0)
    console.error(`No workflow ran. See ${calledAs('workflows')} --help for how to give credentials.`);
  return passed && ran.length > 0 ? 0 : 1;
}

async function inputsOfFile(file: string): Promise<Inputs> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read ${file} (--inputs): ${error.code}.`);
  });
  return readInputs(text);
}
