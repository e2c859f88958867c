import { calledAs } from '../../package/called.ts';
import { runWorkflows } from '../workflows/run-workflows.ts';
import type { CheckResult } from './results.ts';
import type { World } from './world.ts';

interface Deployment {
  url: string;
  stateless?: boolean;
  readOnly?: boolean;
}

const NAME = 'the workflows of spec/workflows/';

/** Runs the workflows with the callers that there are: those given, and those made. */
export async function checkWorkflows({ url, stateless, readOnly }: Deployment, world: World): Promise<CheckResult> {
  const result = { name: NAME, operation: undefined, probes: 0, seconds: 0 };
  if (readOnly) return { ...result, skipped: 'they change what is there' };
  const start = performance.now();
  const lines: string[] = [];
  const target = stateless ? 'mock' : 'server';
  const { passed, ran, skipped } = await runWorkflows({
    url,
    target,
    inputs: inputsFrom(world),
    write: (text) => void lines.push(text),
  });
  const seconds = (performance.now() - start) / 1000;
  const names = ran.map(({ name }) => name);
  if (names.length === 0)
    return { ...result, skipped: `no credential for ${skipped.flatMap(({ required }) => required)}` };
  const done = { ...result, name: `workflows: ${names.join(', ')}`, probes: names.length, seconds };
  if (passed) return done;
  const command = `${calledAs('workflows')} --url ${url}${stateless ? ' --mock' : ''}`;
  return { ...done, finding: { message: lines.join('').trim(), curl: command, before: [] } };
}

/** Each caller that a workflow asks for, if there is one. */
function inputsFrom({ roles }: World): Record<string, string> {
  const found = {
    operations: roles.find(({ own, platform }) => own && platform),
    vendor: roles.find(({ own, account }) => own && account.type === 'Vendor'),
    client: roles.find(({ own, platform, account }) => own && !platform && account.type === 'Client'),
    powerless: roles.find(({ own, platform }) => !own && !platform),
  };
  const inputs = Object.entries(found).flatMap(([name, role]) => (role ? [[name, role.credential]] : []));
  return Object.fromEntries(inputs);
}
