import { relative } from 'node:path';
import { afterAll, expect } from 'vitest';
import { exercised } from '../server/testing/exercised.ts';

const ROOT = new URL('..', import.meta.url).pathname;

// Registered before all others, so it runs after all others of the test file.
afterAll(async () => {
  const { testPath } = expect.getState();
  if (!exercised.counts || testPath === undefined) return;
  // Only here: what called a server has loaded the contract, the other tests need not.
  const { writeRecord } = await import('../scripts/contract-tests/coverage/records.ts');
  await writeRecord(relative(ROOT, testPath), exercised.counts);
});
