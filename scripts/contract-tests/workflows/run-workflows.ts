import { relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { withoutCredentials } from '../../../server/core/credential.ts';
import { startRedocly } from '../../redocly.ts';
import { shown } from '../judge/shown.ts';
import type { Inputs } from './inputs.ts';
import { readWorkflowFiles, type Target, type WorkflowFile } from './workflow-files.ts';

export interface WorkflowOptions {
  /** The origin of what is checked. */
  url: string;
  target: Target;
  inputs: Inputs;
  /** The name of one file, such as `paging`, where not all are to run. */
  only?: string;
  /** Takes what `redocly respect` prints, line by line, without credentials and control characters. */
  write(text: string): void;
  /** What runs redocly; a process of its own unless given. */
  runRedocly?: RunRedocly;
}

/** Runs redocly with an environment besides ours, gives each line that it prints, and says whether it ended well. */
export type RunRedocly = (
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
) => Promise<boolean>;

export interface WorkflowResult {
  passed: boolean;
  /** Files that ran. */
  ran: WorkflowFile[];
  /** Files that are for this target, and need inputs that were not given. */
  skipped: WorkflowFile[];
}

/** What the workflows ask for besides credentials. Environment variables end at 128 KB, so a workflow sends it more than once. */
const FIXED: Inputs = { ballast: 'ballast '.repeat(12_500) };
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Runs every workflow that is for the target and has the inputs that it needs, with `redocly respect`. */
export async function runWorkflows(options: WorkflowOptions): Promise<WorkflowResult> {
  const { url, target, only } = options;
  const inputs = { ...FIXED, ...options.inputs };
  const files = (await readWorkflowFiles()).filter(
    ({ name, runsOn }) => runsOn.includes(target) && (only === undefined || name === only),
  );
  const ran = files.filter(({ required }) => required.every((name) => name in inputs));
  const skipped = files.filter((file) => !ran.includes(file));
  const passed = ran.length === 0 || (await respect(ran, url, inputs, options));
  return { passed, ran, skipped };
}

async function respect(files: WorkflowFile[], url: string, inputs: Inputs, options: WorkflowOptions): Promise<boolean> {
  const { write, runRedocly = inOwnProcess } = options;
  const paths = files.map(({ path }) => relative(ROOT, path));
  const environment = {
    // Not on the command line, which every user of the machine can read.
    REDOCLY_CLI_RESPECT_INPUT: JSON.stringify(inputs),
    // Colours of its own could not be told from those of the server.
    NO_COLOR: '1',
  };
  // Where a body does not match its schema, respect prints it with the credential that it holds.
  return runRedocly(['respect', ...paths, '--server', `contract=${new URL(url).origin}`], environment, (line) =>
    write(`${shown(withoutCredentials(line))}\n`),
  );
}

const inOwnProcess: RunRedocly = (args, environment, onLine) => {
  const child = startRedocly(args, environment);
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', onLine);
  return new Promise((resolve, reject) => child.once('error', reject).once('close', (code) => resolve(code === 0)));
};
