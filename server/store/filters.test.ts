import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fields } from '../../generated/fields.ts';
import { parseListQuery } from '../core/query/list-query.ts';
import { holds, render, type Sort, sorted } from '../core/query/model.ts';
import { question, world } from '../testing/questions.ts';
import { STORES } from '../testing/stores.ts';
import { fillStore } from '../testing/worlds.ts';

it.each(STORES)(
  '%s answers what a plain reading of the filter answers, in order and by the page [rql.joined] [rql.any-all] [rql.no-value] [rql.text-order] [list.total-order] [rql.references] [rql.enums]',
  async (_name, open) => {
    let matched = 0;
    let partly = 0;
    await fc.assert(
      fc.asyncProperty(world, fc.array(question, { minLength: 25, maxLength: 25 }), async (data, questions) => {
        const store = await open();
        const rows = await fillStore(store, data);
        for (const { tree, order: sort, limit, offset } of questions) {
          const request = parseListQuery(encodeURIComponent(render(tree)), fields.apiTokens);
          const asked = sort.length > 0 ? sort : [{ field: 'audit.created.at', descending: false }];
          const parameters = `order=${encodeURIComponent(asked.map(sign).join())}&limit=${limit}&offset=${offset}`;
          const { order: parsed, paging } = parseListQuery(parameters, fields.apiTokens);
          const page = await store.tokens.list({ ...paging, order: parsed, filter: request.filter }, () => []);

          const expected = sorted(
            rows.filter((row) => holds(tree, row)),
            asked,
          );
          expect(page.total, render(tree)).toBe(expected.length);
          const ids = expected.slice(offset, offset + limit).map(({ id }) => id);
          expect(
            page.items.map(({ id }) => id),
            `${render(tree)} ${parameters}`,
          ).toEqual(ids);
          matched += expected.length > 0 ? 1 : 0;
          partly += expected.length > 0 && expected.length < rows.length ? 1 : 0;
        }
        await store.close();
      }),
      { numRuns: 50 },
    );
    expect(matched).toBeGreaterThan(200);
    expect(partly).toBeGreaterThan(100);
  },
);

function sign({ field, descending }: Sort): string {
  return (descending ? '-' : '') + field;
}
