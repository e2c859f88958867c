import { defineConfig } from 'vitest/config';

/** `npm run test:languages`: what other languages and tools make of the contract. Each brings its own packages. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    setupFiles: ['.config/vitest.setup.ts'],
    include: ['scripts/dev/codegen/**/*.languages.test.ts'],
    // Packages are fetched, and a machine may be slow.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    expect: { requireAssertions: true },
    env: { NODE_COMPILE_CACHE: new URL('../node_modules/.cache/compile', import.meta.url).pathname },
  },
});
