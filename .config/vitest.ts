import { defineConfig } from 'vitest/config';
import type { Host } from '../server/testing/server.ts';
import { rulesProof } from './vitest.rules.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const FOLDERS = '{client,mock,scripts,server}';
const RULES = 'server/rules/**/*.test.ts';
/** All but the tests of the server's own store and log: of what waits, breaks or is damaged in it. */
const OF_ALL = 'server/rules/**/!(turns|streams-broken|unopened).test.ts';
/** Tests of what changes something: a server on a file does that in another thread. */
const CHANGES = 'server/rules/{create-token,idempotency,life,preconditions,revoked,unopened,update}*.test.ts';

/**
 * Where the tests of rules run, and which of them. A host that gets a row is started by `startServer` in
 * server/testing/server.ts. Over MSW they run by vitest.msw.ts, on PostgreSQL by
 * vitest.postgres.ts.
 */
const HOSTS: Record<Exclude<Host, 'msw' | 'postgres'>, string> = {
  sqlite: RULES,
  memory: RULES,
  file: CHANGES,
  sandbox: OF_ALL,
};

/** What starts processes, waits for limits, or asks a server thousands of times. */
const SLOW = [
  'client/{keyed-creation,streams}.test.ts',
  'scripts/**/*.test.ts',
  'server/{expensive-lists,first-start,full-disk,idempotency,locked,main,readiness,stop}.test.ts',
  'server/core/query/hostile.test.ts',
  'server/http/{body,connections,contract,log-destination,rate-limit}.test.ts',
  'server/writer/thread.test.ts',
  'server/store/{durability,filters,grouped,kept-true,unavailable}.test.ts',
];

/** What needs more than Node, or fetches packages: `npm run test:browser`, `test:pages`, `test:postgres`, `test:languages`, `test:package`. */
const ELSEWHERE = ['**/*.{browser,pages,postgres}.test.ts', '**/*.languages.test.ts', '**/*.package.test.ts'];

/** `npm test`: everything that needs only Node. */
export default defineConfig({
  root: ROOT,
  plugins: [rulesProof({ rules: `${ROOT}generated/rules.json` })],
  test: {
    globalSetup: ['.config/vitest.global-setup.ts'],
    setupFiles: ['.config/vitest.setup.ts'],
    // Files that share a worker share what it has loaded and compiled.
    isolate: false,
    // Left to itself, vitest leaves one core idle; and many tests wait, for a limit or for a process.
    maxWorkers: '150%',
    // A machine may be slow.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { requireAssertions: true, poll: { timeout: 120_000 } },
    env: { NODE_COMPILE_CACHE: `${ROOT}node_modules/.cache/compile` },
    projects: [
      ...(Object.entries(HOSTS) as [Host, string][]).map(([host, include]) => ({
        extends: true as const,
        test: { name: host, include: [include], provide: { host } },
      })),
      {
        extends: true,
        test: {
          name: 'fast',
          include: [`${FOLDERS}/**/*.test.ts`],
          exclude: [RULES, ...SLOW, ...ELSEWHERE],
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: SLOW,
          exclude: ELSEWHERE,
          typecheck: { enabled: true, include: [`${FOLDERS}/**/*.test-d.ts`], tsconfig: '.config/tsconfig.types.json' },
        },
      },
    ],
  },
});
