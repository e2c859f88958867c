import { join, relative } from 'node:path';
import { afterAll, expect, inject } from 'vitest';
import type { CoverageCounts } from '../scripts/contract-tests/coverage/coverage.ts';
import { type Judge, judgeBy } from '../server/testing/contract.ts';
import { provideHost } from '../server/testing/server.ts';

const ROOT = new URL('..', import.meta.url).pathname;

/** What the tests of this file exercise of the contract; nothing before the first answer. */
let counts: CoverageCounts | undefined;

judgeBy(async (): Promise<Judge> => {
  const [coverage, judge, exceptions] = await Promise.all([
    import('../scripts/contract-tests/coverage/coverage.ts'),
    import('../scripts/contract-tests/judge/findings.ts'),
    import('../scripts/contract-tests/coverage/exceptions.ts'),
  ]);
  const excepted = exceptions.exceptionsOf('tests');
  return {
    ...judge,
    isExcepted: (name) => exceptions.isExcepted(name, excepted),
    count(method, path, sent, observed) {
      counts ??= coverage.emptyCoverage();
      coverage.countExchange(counts, method, path, sent, observed);
    },
  };
});

provideHost('sandbox', async (options) => (await import('../mock/sandbox/testing.ts')).startSandbox(options));
provideHost('msw', async (options) => (await import('../mock/msw/testing.ts')).startMsw(options));

// Registered before all others, so it runs after all others of the test file.
afterAll(async () => {
  const { testPath } = expect.getState();
  if (!counts || testPath === undefined) return;
  // Only here: what called a server has loaded the contract, the other tests need not.
  const { writeRecord } = await import('../scripts/contract-tests/coverage/records.ts');
  // The tests of rules run once a host.
  await writeRecord(join(inject('host') ?? '', relative(ROOT, testPath)), counts);
});
