import { defineConfig } from 'vitest/config';
import { options, ROOT } from './vitest.options.ts';

/** Tests of what changes something: a server on a file does that in another thread. */
const CHANGES = 'server/rules/{create-token,idempotency,life,preconditions,revoked,unopened,update}*.test.ts';

/** All but the tests of the server's own store and log: of what waits, breaks or is damaged in it. */
const WITHOUT_STORE = 'server/rules/**/!(turns|streams-broken|unopened).test.ts';

/** All of those but what is sent byte by byte or by another process: MSW sees whole requests of this one, whose URL was parsed. */
const OF_REQUESTS =
  'server/rules/**/!(turns|streams-broken|unopened|raw-requests|revoked-meanwhile|rql-errors-raw|commands).test.ts';

/**
 * `npm run test:hosts`: the tests of rules over the hosts that `npm test` leaves out, those of the handlers over MSW 2, and the
 * verification of whole hosts, right and wrong ones. Each costs half a minute of a core.
 */
export default defineConfig({
  root: ROOT,
  test: {
    ...options,
    projects: [
      { extends: true, test: { name: 'file', include: [CHANGES], provide: { host: 'file' } } },
      { extends: true, test: { name: 'sandbox', include: [WITHOUT_STORE], provide: { host: 'sandbox' } } },
      { extends: true, test: { name: 'msw', include: [OF_REQUESTS], provide: { host: 'msw' } } },
      { extends: true, test: { name: 'verify', include: ['scripts/**/*.hosts.test.ts'] } },
      {
        extends: true,
        resolve: { alias: [{ find: /^msw(?=\/|$)/, replacement: 'msw2' }] },
        test: { name: 'msw 2', include: ['mock/msw/handlers.test.ts'] },
      },
    ],
  },
});
