import { afterAll, describe, expect, test } from 'vitest';
import { SAMPLE, startServer } from '../../../server/testing/server.ts';
import { alter } from '../../contract-tests/testing/altering.ts';
import { verify } from '../../contract-tests/verify/verify.ts';
import type { Mutations } from './mutation.ts';

const SEED = 20_261_124;
const PROBES = 100;

/** The tests of mutations: of the reference server behind each, the check that is named finds what is wrong. */
export function testMutations(mutations: Mutations): void {
  describe('verify', async () => {
    const server = await startServer({ logLevel: 'silent' }, afterAll);
    const credential = server.credentials[SAMPLE.operations] ?? '';

    test.each(Object.entries(mutations))('finds %s', async (_name, [check, mutation]) => {
      const url = await alter(server.url, mutation(credential));
      // Only this check: another one may find it too, and may not be there tomorrow.
      const { results } = await verify({ url, credential, seed: SEED, probes: PROBES, only: check });
      const finding = results.find(({ name }) => name === check)?.finding;
      expect(finding, JSON.stringify(results, null, 2)).toBeDefined();
      expect(finding?.curl).toMatch(/^(\{ .*\| )?curl -i /);
      expect(JSON.stringify(finding)).not.toMatch(/idt:TKN-\d{4}-\d{4}:\w/);
    });
  });
}
