import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../../contract-tests/ci/free-port.ts';
import { readWorkflowFile, runStep } from '../../../contract-tests/ci/workflow.ts';
import { alter, type PassingAnswer } from '../../../contract-tests/testing/altering.ts';
import { exampleProject } from '../testing/project.ts';

test("the provider's job is green, and red where the service breaks a promise", async () => {
  const provider = await exampleProject('provider');
  const { env, steps } = await readWorkflowFile(join(provider.folder, '.github/workflows/contract.yml'));
  const PORT = String(await freePort());
  const service = `http://127.0.0.1:${PORT}`;
  const runAll = async (of: string, SERVICE: string, more = '') => {
    const codes = [];
    for (const { name = '', run = '' } of steps.filter(({ name }) => name?.match(of))) {
      const step = { run: run.replace('verify --url', `verify ${more} --url`) };
      const { code, output, stop } = await runStep(step, provider.folder, {
        ...provider.environment,
        ...env,
        PORT,
        SERVICE,
      });
      onTestFinished(stop);
      codes.push([name, code, output] as const);
    }
    return codes;
  };

  // Each check once; that nothing is found with all probes is seen elsewhere.
  const green = await runAll('.', service, '--probes 100');
  expect(green.map(([name, code, output]) => [name, code, code === 0 ? '' : output])).toEqual([
    ['Start the service', 0, ''],
    ['It does what the contract says', 0, ''],
    ['What it serves breaks nobody who uses the last release', 0, ''],
  ]);
  expect(green[1]?.[2]).toMatch(/^createApiToken +\d/m); // The table of what was seen.

  const red = await runAll('^(It|What)', await alter(service, breakPromises), '--no-workflows --only createApiToken');
  expect(red).toEqual([
    ['It does what the contract says', 1, expect.stringContaining('Location')],
    [expect.any(String), 1, expect.stringContaining('{id}/disable` was removed.')],
  ]);
});

/** The created token is not told where it is, and the contract has lost an operation. */
function breakPromises({ method, path, headers, body }: PassingAnswer): void {
  if (method === 'POST' && path.endsWith('/api-tokens')) headers.delete('Location');
  if (path.endsWith('/openapi.json')) delete body.paths['/public/v1/accounts/api-tokens/{id}/disable'];
}
