import { defineConfig } from 'vitest/config';
import type { Host } from '../server/testing/server.ts';
import { options, ROOT } from './vitest.options.ts';
import { rulesProof } from './vitest.rules.ts';

const FOLDERS = '{client,mock,scripts,server}';
const RULES = 'server/rules/**/*.test.ts';

/** Where the tests of rules run; the other hosts are in vitest.hosts.ts and vitest.postgres.ts. */
const HOSTS: Host[] = ['sqlite', 'memory'];

/** What starts processes, waits for seconds, or asks a server thousands of times. */
const SLOW = [
  'client/{streams,timeouts,unexpected}.test.ts',
  'client/credentials/rotate.test.ts',
  'mock/cookbook/cookbook.test.ts',
  'mock/examples/examples.test.ts',
  'mock/sandbox/controls.test.ts',
  'scripts/**/*.test.ts',
  'server/{audit-trail,main,tracing}.test.ts',
  'server/core/credential.test.ts',
  'server/core/query/hostile.test.ts',
  'server/http/{body,client,contract,overload,rate-limit}.test.ts',
  'server/operations/containers.test.ts',
  'server/store/{filters,kept-true,migrate,search,store,suite,update-at-once}.test.ts',
  'server/store/sqlite/readers.test.ts',
  'server/writer/writer.test.ts',
];

/** The same among the tests of rules; on the host of `npm run test:fast` they are a project of their own. */
const SLOW_RULES = 'server/rules/streams-{broken,known-client}.test.ts';

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
        test: { name: host, include: [RULES], exclude: host === 'memory' ? [SLOW_RULES] : [], provide: { host } },
      })),
      { extends: true, test: { name: 'slow memory', include: [SLOW_RULES], provide: { host: 'memory' as const } } },
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
