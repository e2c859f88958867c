import { afterAll, describe, expect, test } from 'vitest';
import { SAMPLE, startServer } from '../../../server/testing/server.ts';
import { alter } from '../../contract-tests/testing/altering.ts';
import { verify } from '../../contract-tests/verify/verify.ts';
import { mutations } from './index.ts';

const SEED = 20_261_124;
const server = await startServer({ logLevel: 'silent' }, afterAll);
const credential = server.credentials[SAMPLE.operations] ?? '';

describe('verify', () => {
  test.each(Object.entries(mutations))('finds %s', async (_name, mutation) => {
    const url = await alter(server.url, mutation(credential));
    const { results } = await verify({ url, credential, seed: SEED, probes: 300, bail: true });
    const finding = results.find((result) => result.finding)?.finding;
    expect(finding?.curl).toMatch(/^(\{ .*\| )?curl -i /);
    expect(JSON.stringify(finding)).not.toMatch(/idt:TKN-\d{4}-\d{4}:\w/);
  });

  test('finds nothing through a proxy that breaks nothing', async () => {
    const url = await alter(server.url, {});
    const { results, leftBehind } = await verify({ url, credential, seed: SEED, probes: 300 });
    expect(results.filter(({ finding }) => finding)).toEqual([]);
    expect(leftBehind).toEqual([]);
  });
});
