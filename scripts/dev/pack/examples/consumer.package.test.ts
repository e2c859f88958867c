import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readWorkflowFile, runStep, type Step } from '../../../contract-tests/ci/workflow.ts';
import { alter, type PassingAnswer, type PassingRequest } from '../../../contract-tests/testing/altering.ts';
import { exampleProject } from '../testing/project.ts';

/** A machine may be slow. */
const PATIENT = ['--', '--testTimeout=300000', '--hookTimeout=300000'];

test("the consumer's contract test fails when, and only when, a promise is broken", async () => {
  const consumer = await exampleProject('consumer');
  const { url } = await consumer.listening('mock', '--port', '0');

  // All steps of their job; the deployment differs from the mock in what nobody has to notice.
  const deployment = { API_URL: await alter(url, harmless), API_TOKEN: 'any' };
  const { steps } = await readWorkflowFile(join(consumer.folder, '.github/workflows/contract.yml'));
  for (const step of steps.filter(({ run }) => run !== undefined && run !== 'npm ci')) {
    const environment = { ...consumer.environment, ...(step.env && deployment) };
    const { code, output, stop } = await runStep(patient(step), consumer.folder, environment);
    onTestFinished(stop);
    expect(code, `${step.run}:\n${output}`).toBe(0);
  }

  // A mock for each: who ignores filters has the program disable every token, its own too.
  const testAt = async (change: Parameters<typeof alter>[1]) => {
    const other = await consumer.listening('mock', '--port', '0');
    return consumer.run('npm', ['test', ...PATIENT], { API_URL: await alter(other.url, change) });
  };
  const [undocumented, unfiltered] = await Promise.all([testAt(withoutRevision), testAt({ request: unfilter })]);
  expect(undocumented).toMatchObject({ code: 1, problems: expect.stringContaining("'revision'") });
  expect(unfiltered).toMatchObject({ code: 1, problems: expect.stringContaining('does not find it any more') });

  const file = join(consumer.folder, 'src/connector.ts');
  const program = await readFile(file, 'utf8');
  await writeFile(file, program.replace('createApiToken({ name }', 'createApiToken({ title: name } as never'));
  const wrong = await consumer.run('npm', ['test', ...PATIENT]);
  expect(wrong).toMatchObject({ code: 1, problems: expect.stringContaining('finds a token that it has created') });
});

function patient(step: Step): Step {
  return step.run === 'npm test' ? { ...step, run: `${step.run} ${PATIENT.join(' ')}` } : step;
}

/** What a server may do and nobody has to notice. */
function harmless({ headers, body }: PassingAnswer): void {
  headers.set('X-Served-By', 'node-7');
  for (const [name, value] of Object.entries(body ?? {}).reverse()) {
    delete body[name];
    body[name] = value;
  }
}

/** A field that each token has, and of which the program knows nothing. */
function withoutRevision({ method, status, body }: PassingAnswer): void {
  if (method === 'POST' && status === 201) delete body.revision;
}

function unfilter(request: PassingRequest): void {
  request.url = request.url.replace(/\?.*/, '');
}
