import { expect, test } from 'vitest';
import { SAMPLE, startServer } from '../../../server/testing/server.ts';
import { alter } from '../../contract-tests/testing/altering.ts';
import { verify } from '../../contract-tests/verify/verify.ts';

test('verify finds nothing through a proxy that breaks nothing', async () => {
  const server = await startServer({ logLevel: 'silent' });
  const credential = server.credentials[SAMPLE.operations] ?? '';
  const url = await alter(server.url, {});
  const { results, leftBehind } = await verify({ url, credential, seed: 1, probes: 300 });
  expect(results.filter(({ finding }) => finding)).toEqual([]);
  expect(leftBehind).toEqual([]);
});
