import { describe, expect, it } from 'vitest';
import { fields } from '../../../generated/fields.ts';
import { parseListQuery } from '../../core/query/list-query.ts';
import { narrowTexts } from './text-index.ts';

/** A filter that looks for pieces of so many letters. */
function filterOf(...lengths: number[]) {
  const term = (length: number) => `ilike(description,*${'x'.repeat(length)}*)`;
  const { filter } = parseListQuery(`or(${lengths.map(term).join(',')})`, fields.apiTokens);
  return filter ?? expect.fail();
}

describe('the index of texts, which nothing ends while it reads', () => {
  it.each([[[3]], [[18, 18]], [[2000]], [Array(32).fill(3)]])('is asked for pieces of %j letters', (lengths) => {
    expect(narrowTexts(filterOf(...lengths))).toBeDefined();
  });

  it.each([[[18, 18, 3]], [[2000, 2000, 2000]], [Array(33).fill(3)]])(
    'is not asked for pieces of %j letters, for which it would read too much at once [rql.budget]',
    (lengths) => {
      expect(narrowTexts(filterOf(...lengths))).toBeUndefined();
    },
  );

  it('says of a piece of which it knows the beginning only that it may be there', () => {
    expect(narrowTexts(filterOf(18))?.isExact).toBe(true);
    expect(narrowTexts(filterOf(19))?.isExact).toBe(false);
  });
});
