import { defineConfig } from 'vitest/config';

/** `npm run test:pages`: the console and the reference page in a real Chromium. `CHROMIUM` names it. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['mock/console/*.pages.test.ts'],
    // The renderer is large, and a machine may be slow.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { requireAssertions: true, poll: { timeout: 120_000 } },
  },
});
