import { defineConfig } from 'vitest/config';
import type { Host } from '../server/testing/server.ts';
import { options, ROOT } from './vitest.options.ts';
import { rulesProof } from './vitest.rules.ts';

const FOLDERS = '{client,mock,scripts,server}';
const RULES = 'server/rules/**/*.test.ts';

/** Where the tests of rules run; the other hosts are in vitest.hosts.ts and vitest.postgres.ts. */
const HOSTS: Host[] = ['sqlite', 'memory'];

/** What starts processes, or asks a server thousands of times. */
const SLOW = [
  'client/streams.test.ts',
  'scripts/**/*.test.ts',
  'server/{main,tracing}.test.ts',
  'server/core/query/hostile.test.ts',
  'server/http/{body,contract,overload,rate-limit}.test.ts',
  'server/store/{filters,kept-true}.test.ts',
];

/** What needs more than Node, more hosts, or more of the machine: `npm run test:browser` and the other scripts of these names. */
const ELSEWHERE = ['client/examples/**', '**/*.{browser,faults,hosts,languages,package,pages,postgres}.test.ts'];

/** `npm test`: everything that needs only Node. */
export default defineConfig({
  root: ROOT,
  plugins: [rulesProof({ rules: `${ROOT}generated/rules.json` })],
  test: {
    ...options,
    globalSetup: ['.config/vitest.global-setup.ts'],
    projects: [
      ...HOSTS.map((host) => ({
        extends: true as const,
        test: { name: host, include: [RULES], provide: { host } },
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
