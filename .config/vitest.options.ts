import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ViteUserConfig } from 'vitest/config';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What `npm test` and `npm run test:hosts` have in common. */
export const options: ViteUserConfig['test'] = {
  setupFiles: ['.config/vitest.setup.ts'],
  // Files that share a worker share what it has loaded and compiled.
  isolate: false,
  // Many tests wait, for a limit or for a process. A share of the cores, such as 150 %, would be all of them at most.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // A machine may be slow.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { requireAssertions: true, poll: { timeout: 120_000 } },
  env: { NODE_COMPILE_CACHE: `${ROOT}node_modules/.cache/compile` },
};
