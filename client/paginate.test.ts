import { describe, expect, test } from 'vitest';
import { ApiProblem, createClient, type Page, paginate } from './index.ts';
import { answering, collected, json } from './testing.ts';

interface Asked {
  limit?: number | undefined;
  offset?: number | undefined;
  order?: string;
}

/** A list of numbers, and what it was asked for. */
function numbers(total: number) {
  const asked: Asked[] = [];
  const items = Array.from({ length: total }, (_, index) => index);
  const list = async (options: Asked): Promise<Page<number>> => {
    asked.push(options);
    const { offset = 0, limit = 100 } = options;
    const data = items.slice(offset, offset + Math.min(limit, 100));
    return { $meta: { pagination: { offset, limit, total: items.length }, omitted: [] }, data };
  };
  return { items, asked, list };
}

describe('a walk', () => {
  test.each([
    [0, [0]],
    [1, [0]],
    [100, [0]],
    [101, [0, 100]],
    [250, [0, 100, 200]],
  ])('of %i items gives each once, and fetches no page too many', async (total, offsets) => {
    const { items, asked, list } = numbers(total);
    expect(await collected(paginate(list, {}))).toEqual(items);
    expect(asked.map(({ offset }) => offset)).toEqual(offsets);
  });

  test('passes its options on, begins at the offset, and takes pages of the limit', async () => {
    const { asked, list } = numbers(25);
    const walked = await collected(paginate(list, { offset: 5, limit: 10, order: '-id' }));
    expect(walked).toEqual(numbers(25).items.slice(5));
    expect(asked).toEqual([5, 15].map((offset) => ({ offset, limit: 10, order: '-id' })));
  });

  test('fetches nothing before it is asked, and nothing after a break', async () => {
    const { asked, list } = numbers(250);
    const walk = paginate(list, {});
    expect(asked).toEqual([]);
    const seen: number[] = [];
    for await (const item of walk) {
      seen.push(item);
      if (item === 99) break;
    }
    expect([seen.length, asked.length]).toEqual([100, 1]);
    expect(await walk.next()).toEqual({ done: true, value: undefined });
  });

  test('goes on with what comes at the end meanwhile', async () => {
    const { items, asked, list } = numbers(150);
    const seen: number[] = [];
    for await (const item of paginate(list, {})) {
      seen.push(item);
      if (items.length < 230) items.push(items.length);
    }
    expect(seen).toEqual(items);
    expect(asked).toHaveLength(3);
  });

  test('ends at an empty page, whatever the total says', async () => {
    const { items, list } = numbers(150);
    const lying = async (options: Asked) => {
      const page = await list(options);
      return { ...page, $meta: { ...page.$meta, pagination: { ...page.$meta.pagination, total: 1e9 } } };
    };
    expect(await collected(paginate(lying, {}))).toEqual(items);
  });

  test.each([{ limit: 0 }, { limit: -1 }, { limit: Number.NaN }, { offset: -1 }])('refuses %j', async (options) => {
    const { asked, list } = numbers(1);
    await expect(paginate(list, options).next()).rejects.toThrow(RangeError);
    expect(asked).toEqual([]);
  });

  test('rejects with the problem of a page', async () => {
    const { url } = await answering(json(403, { type: 'about:blank', title: 'Forbidden', status: 403 }));
    const walk = createClient({ baseUrl: url, token: 'any' }).eachApiToken();
    await expect(walk.next()).rejects.toBeInstanceOf(ApiProblem);
    expect(await walk.next()).toEqual({ done: true, value: undefined });
  });
});
