import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fields } from '../../generated/fields.ts';
import { memoryStore } from '../core/memory/store.ts';
import type { Store } from '../core/ports/store.ts';
import { parseListQuery } from '../core/query/list-query.ts';
import { render } from '../core/query/model.ts';
import { patientDatabase } from '../testing/postgres/databases.ts';
import { question, world } from '../testing/questions.ts';
import { fillStore } from '../testing/worlds.ts';
import { openStore } from './index.ts';

const [WORLDS, QUESTIONS] = [25, 200];

it('5,000 filters find the same tokens in the same order on SQLite, PostgreSQL and Maps [rql.joined] [rql.any-all] [rql.no-value] [rql.text-order] [rql.ilike] [rql.like] [list.total-order] [list.total]', async () => {
  let partly = 0;
  await fc.assert(
    fc.asyncProperty(
      world,
      fc.array(question, { minLength: QUESTIONS, maxLength: QUESTIONS }),
      async (data, questions) => {
        const stores = [memoryStore(), await openStore('sqlite::memory:'), await openStore(await patientDatabase())];
        for (const store of stores) await fillStore(store, data);
        for (const { tree, order, limit, offset } of questions) {
          const sorted = order.map(({ field, descending }) => (descending ? '-' : '') + field).join();
          const query = `${encodeURIComponent(render(tree))}&order=${encodeURIComponent(sorted)}&limit=${limit}&offset=${offset}`;
          const [known, ...others] = await Promise.all(stores.map((store) => found(store, query)));
          for (const other of others) expect(other, query).toEqual(known);
          partly += known && known.total > 0 && known.total < data.tokens.length ? 1 : 0;
        }
        await Promise.all(stores.map((store) => store.close()));
      },
    ),
    { numRuns: WORLDS },
  );
  expect(partly).toBeGreaterThan(500);
});

async function found(store: Store, query: string): Promise<{ ids: string[]; total: number }> {
  const { filter, order, paging } = parseListQuery(query, fields.apiTokens);
  const { items, total } = await store.tokens.listSummaries({ filter, order, ...paging }, () => []);
  return { ids: items.map(({ id }) => id), total };
}
