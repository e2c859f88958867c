import { defineConfig } from 'vitest/config';

const FOLDERS = '{client,mock,scripts,server}';

/** `npm test`: everything that needs only Node. What needs a browser is `npm run test:browser`. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: [`${FOLDERS}/**/*.test.ts`],
    exclude: ['**/*.browser.test.ts'],
    globalSetup: ['.config/vitest.global-setup.ts'],
    setupFiles: ['.config/vitest.setup.ts'],
    typecheck: { enabled: true, include: [`${FOLDERS}/**/*.test-d.ts`], tsconfig: 'tsconfig.json' },
    // Left to itself, vitest leaves one core idle.
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
