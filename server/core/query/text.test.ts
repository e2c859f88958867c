import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareText, fold, foldPattern, matchesPattern, parsePattern } from './text.ts';

const anyText = string({ unit: 'binary' });

test.each([
  ['*prod*', 'a product', true],
  ['*prod*', 'Prod', false],
  ['prod', 'a prod', false],
  ['a*c', 'ac', true],
  ['a*b', 'ab', true],
  ['ab*b', 'ab', false],
  ['*', '', true],
  ['', '', true],
  ['100%', '100%', true],
  ['100%', '1000', false],
  ['a_b', 'axb', false],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'axb', false],
  ['a\\b', 'a\\b', true],
  ['a\\\\*', 'a\\*', true],
  ['a.*', 'abc', false],
])('like is anchored, * is any run, \\* an asterisk, everything else literal: %s on %s', (pattern, text, expected) => {
  expect(matchesPattern(text, parsePattern(pattern))).toBe(expected);
});

describe('ilike', () => {
  test.each([
    ['straße', 'STRASSE'],
    ['ΟΔΟΣ*', 'οδοσαι'],
    ['*σ', 'ΟΔΟΣ'],
    ['дом*', 'ДОМОЙ'],
    ['ǆ', 'ǅ'],
    ['ﬁ*', 'FISH'],
  ])('ignores case for all of Unicode: %s on %s', (pattern, text) => {
    expect(matchesPattern(fold(text), foldPattern(parsePattern(pattern)))).toBe(true);
  });

  test('a text folds as its pieces do, and equals another if upper then lower case make them equal', () => {
    const simple = (text: string) => text.toUpperCase().toLowerCase();
    assert(
      property(anyText, anyText, (left, right) => {
        expect(fold(left + right)).toBe(fold(left) + fold(right));
        expect(fold(left) === fold(right)).toBe(simple(left) === simple(right));
      }),
    );
  });
});

test('text is compared by code point, not by UTF-16 unit', () => {
  assert(
    property(anyText, anyText, (left, right) => {
      expect(Math.sign(compareText(left, right))).toBe(Math.sign(Buffer.from(left).compare(Buffer.from(right))));
    }),
  );
  expect(compareText('\u{1F600}', '\uFF5E')).toBeGreaterThan(0);
});

test('a pattern of many wildcards comes to an end', () => {
  expect(matchesPattern('a'.repeat(100_000), parsePattern(`${'*a'.repeat(2_000)}*b`))).toBe(false);
});
