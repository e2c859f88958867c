import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

export interface Step {
  name?: string;
  env?: Record<string, string>;
  uses?: string;
  run?: string;
  'working-directory'?: string;
}

export interface Workflow {
  text: string;
  env: Record<string, string>;
  steps: Step[];
}

/** Reads one of the workflow files of this folder, such as `provider`. */
export async function readWorkflow(name: string): Promise<Workflow> {
  return readWorkflowFile(new URL(`${name}.yml`, import.meta.url));
}

/** Reads a workflow that has one job, `contract`. */
export async function readWorkflowFile(file: URL | string): Promise<Workflow> {
  const text = await readFile(file, 'utf8');
  const { env, jobs } = parse(text);
  return { text, env: { ...env, ...jobs.contract.env }, steps: jobs.contract.steps };
}

/** What a step did: its exit code, and the process group with what it left running in the background. */
export interface Run {
  code: number | null;
  output: string;
  stop(): void;
}

/** Runs a step as GitHub does: `bash -e`, in its folder of the workspace. */
export async function runStep(step: Step, workspace: string, env: Record<string, string>): Promise<Run> {
  const child = spawn('bash', ['-eo', 'pipefail', '-c', step.run ?? ''], {
    cwd: join(workspace, step['working-directory'] ?? '.'),
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  // Not 'close': what runs in the background keeps the streams open.
  const [code] = await once(child, 'exit');
  return { code, output, stop: () => stopGroup(child.pid) };
}

function stopGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
