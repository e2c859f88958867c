import { expect, test } from 'vitest';
import { readCommandLine } from './command-line.ts';

const KNOWN = ['table', 'sizes', 'streams'];

test('a bench without words runs everything', () => {
  expect(readCommandLine([], KNOWN)).toEqual({ parts: KNOWN, isQuick: false });
});

test('parts are run in their own order', () => {
  expect(readCommandLine(['streams', '--quick', 'table'], KNOWN)).toEqual({
    parts: ['table', 'streams'],
    isQuick: true,
  });
});

test('an unknown part is told with those that there are', () => {
  expect(() => readCommandLine(['tables'], KNOWN)).toThrow(
    'There is no part tables. The parts are table, sizes, streams.',
  );
});
