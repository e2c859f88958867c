import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SAMPLE, startServer, temporaryFolder } from '../../../server/testing/server.ts';
import { missingIn } from '../coverage/coverage-gaps.ts';
import { exceptionsOf } from '../coverage/exceptions.ts';
import { counting } from './testing.ts';
import { verify } from './verify.ts';

/** A new seed each time, so that what one run leaves out another one finds; the failure tells it. */
const NEW_SEED = randomInt(2 ** 31 - 1);

test(`finds nothing on the reference server on a file, with a new seed: ${NEW_SEED}`, async () => {
  const folder = await temporaryFolder();
  const server = await startServer({ databaseUrl: `sqlite:${join(folder, 'tokens.db')}` });
  const credential = server.credentials[SAMPLE.operations] ?? '';
  const { counts, observe } = counting();
  const report = await verify({ url: server.url, credential, seed: NEW_SEED, probes: 2000, observe });
  expect(report.results.filter(({ finding }) => finding)).toEqual([]);
  expect(report.results.filter(({ skipped }) => skipped)).toEqual([]);
  expect(report.probes).toBeGreaterThanOrEqual(2000);
  expect(missingIn(counts.statuses, exceptionsOf('verify'))).toEqual([]);
});
