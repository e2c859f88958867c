import { describe, expect, test } from 'vitest';
import { quantile, ratioOf, spreadOf } from './ratios.ts';
import { alternate } from './rounds.ts';

describe('figures', () => {
  test.each([
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 3, 2], 0.5, 2.5],
    [[10, 20, 30, 40, 50], 0.25, 20],
    [[7], 0.99, 7],
  ])('of %j the quantile %d is %d', (values, share, expected) => {
    expect(quantile(values, share)).toBe(expected);
  });

  test('of nothing there is no quantile', () => {
    expect(quantile([], 0.5)).toBeNaN();
  });

  test('the spread of a median is its quartiles', () => {
    expect(spreadOf([5, 1, 2, 4, 3])).toEqual({ median: 3, low: 2, high: 4 });
  });
});

describe('ratios', () => {
  test('are those of each round: a round in which the machine was slow says the same', () => {
    expect(ratioOf([10, 10, 1000], [20, 20, 2000])).toEqual({ median: 0.5, low: 0.5, high: 0.5 });
  });

  test('are not the ratio of the medians', () => {
    expect(ratioOf([1, 2, 30], [10, 4, 3])).toMatchObject({ median: 0.5 });
  });

  test('need figures of the same rounds', () => {
    expect(() => ratioOf([1, 2], [1])).toThrow('the same rounds');
  });
});

describe('rounds', () => {
  test('measure every side once, each round beginning with another one', async () => {
    const order: string[] = [];
    const figures = await alternate(['a', 'b', 'c'], 3, async (side) => order.push(side));
    expect(order.join('')).toBe('abcbcacab');
    expect([...figures]).toEqual([
      ['a', [1, 6, 8]],
      ['b', [2, 4, 9]],
      ['c', [3, 5, 7]],
    ]);
  });
});
