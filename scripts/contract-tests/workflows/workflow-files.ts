import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** What workflows run against: something that remembers what it was told, or the stateless mock. */
export type Target = 'server' | 'mock';

/** A file of `spec/workflows/`. */
export interface WorkflowFile {
  /** Such as `paging`. */
  name: string;
  path: string;
  /** `x-runs-on` of the file. */
  runsOn: Target[];
  workflowIds: string[];
  /** Inputs that one of its workflows cannot do without. */
  required: string[];
}

interface Arazzo {
  'x-runs-on': Target[];
  workflows: { workflowId: string; inputs?: { required?: string[] } }[];
}

const FOLDER = new URL('../../../spec/workflows/', import.meta.url);
const SUFFIX = '.arazzo.yaml';

/** Every file of workflows, in the order of their names. */
export async function readWorkflowFiles(): Promise<WorkflowFile[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith(SUFFIX)).sort();
  return Promise.all(files.map((file) => readWorkflowFile(file.slice(0, -SUFFIX.length))));
}

async function readWorkflowFile(name: string): Promise<WorkflowFile> {
  const path = fileURLToPath(new URL(name + SUFFIX, FOLDER));
  const { workflows, 'x-runs-on': runsOn }: Arazzo = parse(await readFile(path, 'utf8'));
  return {
    name,
    path,
    runsOn,
    workflowIds: workflows.map(({ workflowId }) => workflowId),
    required: [...new Set(workflows.flatMap(({ inputs }) => inputs?.required ?? []))],
  };
}
