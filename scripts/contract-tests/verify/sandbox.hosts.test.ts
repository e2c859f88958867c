import { expect, it, onTestFinished } from 'vitest';
import { createSandbox } from '../../../mock/sandbox/server.ts';
import { SAMPLE } from '../../../server/testing/server.ts';
import { verify } from './verify.ts';

it.each([
  ['lets any bearer token act', true],
  ['is told to let none', false],
])('the sandbox keeps the contract, where it %s', async (_how, anyBearer) => {
  const sandbox = await createSandbox({ port: 0, anyBearer });
  onTestFinished(() => sandbox.close());
  const credentialOf = (id: string) => sandbox.engine.credentials[id] ?? '';
  const { results } = await verify({
    url: sandbox.url,
    credential: credentialOf(SAMPLE.operations),
    seed: 1,
    probes: 300,
  });
  expect(results.flatMap(({ name, finding }) => (finding ? [`${name}: ${JSON.stringify(finding)}`] : []))).toEqual([]);
  const notOffered = results.filter(({ skipped }) => skipped === 'not offered').map(({ name }) => name);
  expect(notOffered.every((name) => name.endsWith('401: a false credential'))).toBe(true);
  expect(notOffered.length > 0).toBe(anyBearer);
});
