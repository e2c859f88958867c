import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Principal } from '../principal.ts';
import { Turns } from './turns.ts';

const principal = (id: string): Principal => ({
  token: { id, name: id },
  account: { id: `account of ${id}`, name: id, type: 'Client' },
  modules: new Set(),
});
const [ONE, OTHER] = [{ principal: principal('one') }, { principal: principal('other') }];

/** Keeps the thread busy, as the reading of a long filter does. */
function think(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe('a turn', () => {
  it('is followed by a rest where the query took long to be understood, and others are not kept from theirs', async () => {
    const turns = new Turns(0);
    const order: string[] = [];
    await turns.take(ONE, async () => think(10));
    await Promise.all([
      turns.take(ONE, async () => order.push('one')),
      turns.take(OTHER, async () => order.push('other')),
    ]);
    expect(order).toEqual(['other', 'one']);
  });

  it('leaves nothing behind at the signal of its caller, however it ends', async () => {
    const turns = new Turns(1);
    const { signal } = new AbortController();
    await turns.take({ ...ONE, signal }, async () => {});
    const failing = turns.take({ ...ONE, signal }, async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const pages = turns.each({ ...ONE, signal }, pagesOf('abc'));
    expect(await all(pages)).toEqual(['a', 'b', 'c']);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('pages in turns', () => {
  it('are read no further where who reads them breaks off', async () => {
    const read: string[] = [];
    for await (const page of new Turns(0).each(ONE, pagesOf('abc', read))) {
      if (page === 'b') break;
    }
    expect(read).toEqual(['a', 'b', 'over']);
  });

  it('end with what ends them', async () => {
    const pages = (async function* () {
      yield 'a';
      throw new Error('broken');
    })();
    await expect(all(new Turns(0).each(ONE, pages))).rejects.toThrow('broken');
  });
});

async function* pagesOf(pages: string, read: string[] = []) {
  try {
    for (const page of pages) {
      read.push(page);
      yield page;
    }
  } finally {
    read.push('over');
  }
}

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const page of pages) read.push(page);
  return read;
}
