import { defineConfig } from 'vitest/config';

const ROOT = new URL('..', import.meta.url).pathname;

/**
 * All rules but those of the server's own store and log, and of what is sent byte by byte or by another process: MSW sees
 * whole requests of this one, whose URL was parsed.
 */
const OF_REQUESTS =
  'server/rules/**/!(turns|streams-broken|unopened|raw-requests|revoked-meanwhile|rql-errors-raw|commands).test.ts';

/**
 * `npm run test:msw`: the tests of rules over MSW 3, and those of the handlers over MSW 2. They are no part of `npm test`,
 * because each host costs half a minute of a core.
 */
export default defineConfig({
  root: ROOT,
  test: {
    setupFiles: ['.config/vitest.setup.ts'],
    isolate: false,
    maxWorkers: '150%',
    // A machine may be slow.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { requireAssertions: true, poll: { timeout: 120_000 } },
    env: { NODE_COMPILE_CACHE: `${ROOT}node_modules/.cache/compile` },
    projects: [
      { extends: true, test: { name: 'msw', include: [OF_REQUESTS], provide: { host: 'msw' } } },
      {
        extends: true,
        resolve: { alias: [{ find: /^msw(?=\/|$)/, replacement: 'msw2' }] },
        test: { name: 'msw 2', include: ['mock/msw/handlers.test.ts'] },
      },
    ],
  },
});
