import { describe, expect, test } from 'vitest';
import { parseCores } from './cores.ts';
import { parseUsage } from './usage.ts';

describe('what a server has used', () => {
  test('is the processor time of user and system together', () => {
    expect(parseUsage({ cpu: { user: 1_200_000, system: 34_567 }, rss: 80_000_000 })).toEqual({
      cpuMicroseconds: 1_234_567,
      rssBytes: 80_000_000,
    });
  });

  test.each([undefined, {}, { cpu: { user: 1 }, rss: 1 }, { cpu: { user: 1, system: 1 } }])(
    'is not read from %j',
    (message) => {
      expect(() => parseUsage(message)).toThrow('{ cpu: { user, system }, rss }');
    },
  );
});

describe('cores, as taskset says them', () => {
  test.each([
    ["pid 4711's current affinity list: 0,1\n", [0, 1]],
    ["pid 4711's current affinity list: 0-2,8\n", [0, 1, 2, 8]],
    ["pid 4711's current affinity list: 5\n", [5]],
    ['', []],
  ])('%j', (text, cores) => {
    expect(parseCores(text)).toEqual(cores);
  });
});
