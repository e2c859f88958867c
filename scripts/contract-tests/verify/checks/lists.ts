import fc from 'fast-check';
import type { OperationId } from '../../../../generated/operations.ts';
import { type Sort, sorted } from '../../../../server/core/query/model.ts';
import { type Check, type Checks, check, once } from '../check.ts';
import type { Probe } from '../probe.ts';
import { ACCOUNTS, MODULES, TOKENS, type Token } from '../roles.ts';
import { KINDS, tokenFields, tokenRow } from '../rows.ts';
import { expectIds } from '../same.ts';
import type { World } from '../world.ts';

interface List {
  $meta: { pagination: { offset: number; limit: number; total: number }; omitted: string[] };
  data: { id: string; $meta?: unknown }[];
}

/** The lists that the caller may read. */
export function readable({ principal }: World): [OperationId, string][] {
  return [
    ...(principal.own || principal.platform ? [['listApiTokens', TOKENS] as [OperationId, string]] : []),
    ...(principal.platform ? [['listModules', MODULES] as [OperationId, string]] : []),
    ['listAccounts', ACCOUNTS],
  ];
}

/** Pages, totals and orders (rules `list.*`, [query.limit] [query.page] [query.order]). */
export const lists: Checks = (world) => {
  const { tokens } = world;
  const ids = tokens.map(({ id }) => id);
  return [
    ...readable(world).flatMap(([operation, path]) => [
      page(operation, path),
      counted(operation, path),
      walk(operation, path),
    ]),
    ...(ids.length > 1 ? [ordered(tokens), walkInPages(ids), byDefault(tokens), byPage(ids)] : []),
  ];
};

async function read(probe: Probe, path: string): Promise<List> {
  const answer = await probe.send('GET', path);
  probe.expectStatus(answer, 200);
  const list = answer.body as List;
  probe.assert(
    list.data.every((item) => !Object.hasOwn(item, '$meta')),
    'an item of a list has a $meta',
  );
  return list;
}

const LIMITS = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom(99, 100, 101, 1000));

function page(operation: OperationId, path: string): Check {
  const pages = fc.record({ limit: LIMITS, offset: fc.oneof(fc.nat(5), fc.constant(100_000)) });
  return check('200: a page', { operation, weight: 4 }, pages, async (probe, { limit, offset }) => {
    const { $meta, data } = await read(probe, `${path}?limit=${limit}&offset=${offset}`);
    const { total } = $meta.pagination;
    const capped = Math.min(limit, 100);
    const shown = JSON.stringify($meta.pagination);
    probe.assert(shown === JSON.stringify({ offset, limit: capped, total }), `shows the page as ${shown}`);
    const expected = Math.max(0, Math.min(capped, total - offset));
    probe.assert(data.length === expected, `${data.length} items on a page of ${expected}`);
  });
}

function counted(operation: OperationId, path: string): Check {
  return once('200: limit is 100 by default, and limit=0 counts', { operation }, async (probe) => {
    const whole = await read(probe, path);
    const { limit, offset, total } = whole.$meta.pagination;
    probe.assert(limit === 100 && offset === 0, `shows limit ${limit} and offset ${offset} by default`);
    probe.assert(whole.data.length === Math.min(100, total), `${whole.data.length} items where total is ${total}`);
    const none = await read(probe, `${path}?limit=0`);
    probe.assert(
      none.data.length === 0 && none.$meta.pagination.total === total,
      `limit=0 counts ${none.$meta.pagination.total}, not ${total}`,
    );
  });
}

const MOST_PAGES = 20;

function walk(operation: OperationId, path: string): Check {
  return check(
    '200: a walk shows everything once',
    { operation, weight: 1 },
    fc.integer({ min: 3, max: 100 }),
    async (probe, limit) => {
      const seen = new Set<string>();
      let total = Number.POSITIVE_INFINITY;
      for (let offset = 0; offset < Math.min(total, limit * MOST_PAGES); offset += limit) {
        const list = await read(probe, `${path}?limit=${limit}&offset=${offset}`);
        total = list.$meta.pagination.total;
        for (const { id } of list.data) {
          probe.assert(!seen.has(id), `${id} is on two pages`);
          seen.add(id);
        }
      }
      const expected = Math.min(total, limit * MOST_PAGES);
      probe.assert(seen.size === expected, `a walk shows ${seen.size} items, and total is ${total}`);
    },
  );
}

function of(ids: readonly string[]): string {
  return `${TOKENS}?in(id,(${ids}))`;
}

function walkInPages(ids: readonly string[]): Check {
  const limits = fc.integer({ min: 1, max: ids.length + 1 });
  return check('200: pages of a filter', { operation: 'listApiTokens', weight: 2 }, limits, async (probe, limit) => {
    const seen: string[] = [];
    for (let offset = 0; offset <= ids.length; offset += limit) {
      const { $meta, data } = await read(probe, `${of(ids)}&limit=${limit}&offset=${offset}`);
      probe.assert(
        $meta.pagination.total === ids.length,
        `total is ${$meta.pagination.total}, and ${ids.length} match`,
      );
      seen.push(...data.map(({ id }) => id));
    }
    probe.assert(
      seen.length === ids.length && new Set(seen).size === ids.length,
      `pages show ${seen.length} items of ${ids.length}`,
    );
  });
}

function byPage(ids: readonly string[]): Check {
  const pages = fc.record({ limit: fc.integer({ min: 1, max: 4 }), page: fc.integer({ min: 1, max: 4 }) });
  return check(
    '200: page is offset in pages',
    { operation: 'listApiTokens', weight: 1 },
    pages,
    async (probe, { limit, page }) => {
      const one = await read(probe, `${of(ids)}&limit=${limit}&page=${page}`);
      const other = await read(probe, `${of(ids)}&limit=${limit}&offset=${limit * (page - 1)}`);
      probe.assert(JSON.stringify(one) === JSON.stringify(other), 'another page than its offset gives');
    },
  );
}

const ORDERABLE = Object.entries(tokenFields).flatMap(([path, { type, sensitive }]) => {
  return KINDS[type] && !path.includes('[]') && !sensitive ? [path] : [];
});

function ordered(tokens: readonly Token[]): Check {
  const rows = tokens.map(tokenRow);
  const sort = fc.record({ field: fc.constantFrom(...ORDERABLE), descending: fc.boolean() });
  const orders = fc.uniqueArray(sort, { minLength: 1, maxLength: 3, selector: ({ field }) => field });
  return check(
    '200: an order',
    { operation: 'listApiTokens', evaluates: true, weight: 4 },
    orders,
    async (probe, order) => {
      const text = order.map(({ field, descending }) => (descending ? '-' : '') + field).join(',');
      const { data } = await read(probe, `${of(tokens.map(({ id }) => id))}&order=${text}`);
      expectIds(probe, data, sorted(rows, order));
    },
  );
}

function byDefault(tokens: readonly Token[]): Check {
  return once('200: oldest first by default', { operation: 'listApiTokens', evaluates: true }, async (probe) => {
    const { data } = await read(probe, of(tokens.map(({ id }) => id)));
    const order: Sort[] = [{ field: 'audit.created.at', descending: false }];
    expectIds(probe, data, sorted(tokens.map(tokenRow), order));
  });
}
