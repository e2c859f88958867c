import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** `npm run test:package`: what is installed from the tarball, in empty projects. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['scripts/dev/pack/**/*.package.test.ts'],
    globalSetup: ['scripts/dev/pack/testing/build.ts'],
    // Packages are fetched, and a machine may be slow.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    maxWorkers: 1,
    expect: { requireAssertions: true, poll: { timeout: 120_000 } },
  },
});
