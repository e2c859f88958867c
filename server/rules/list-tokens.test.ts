import { afterAll, describe, expect, it } from 'vitest';
import { getRaw, idsOf, listedIds, TOKENS } from '../testing/query.ts';
import { addTokens } from '../testing/rows.ts';
import { SAMPLE, startServer } from '../testing/server.ts';

const server = await startServer({}, afterAll);
const list = (query: string, as?: Parameters<typeof getRaw>[2]) => getRaw(server, `${TOKENS}?${query}`, as);
const DAY = 86_400_000;

// Written in an order that is neither that of their times nor that of their ids.
const times: [string, number][] = [
  ['TKN-9000-0003', 3],
  ['TKN-9000-0001', 3],
  ['TKN-9000-0004', 1],
  ['TKN-9000-0002', 2],
  ['TKN-9000-0005', 3],
];
await addTokens(
  server,
  times.map(([id, day]) => {
    const event = { at: Date.UTC(2020, 0, 1) + day * DAY };
    return { id, name: `Name ${day}`, audit: { created: event, updated: event } };
  }),
);
const OLDEST_FIRST = ['TKN-9000-0004', 'TKN-9000-0002', 'TKN-9000-0001', 'TKN-9000-0003', 'TKN-9000-0005'];
const MINE = 'like(id,TKN-9000-*)';

describe('listApiTokens', () => {
  it('has $meta.pagination, $meta.omitted and data, and only the list has a $meta [list.form] [list.pagination]', async () => {
    const { body, status } = await list('');
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['$meta', 'data']);
    expect(body.$meta).toEqual({ pagination: { offset: 0, limit: 100, total: 13 }, omitted: ['audit'] });
    expect(body.data).toHaveLength(13);
    for (const item of body.data) expect(item).not.toHaveProperty('$meta');
    const single = await getRaw(server, `${TOKENS}/${SAMPLE.client}`);
    const { $meta, lastAccessAt, ...rest } = single.body;
    expect(body.data.find(({ id }: { id: string }) => id === SAMPLE.client)).toEqual(rest);
  });

  it('is the same in form when it is empty [list.form] [list.pagination]', async () => {
    const { body } = await list('name=nobody');
    expect(body).toEqual({ $meta: { pagination: { offset: 0, limit: 100, total: 0 }, omitted: ['audit'] }, data: [] });
  });

  it.each([
    ['', ['audit']],
    ['&select=audit', []],
    ['&select=*', []],
    ['&select=-modules,-account.name', ['modules', 'audit']],
    ['&select=-*,id', expect.arrayContaining(['name', 'description', 'token', 'account', 'audit', 'href'])],
  ])('tells of an empty list what any item would lack: %s [select.omitted] [list.form]', async (select, omitted) => {
    expect((await list(`name=nobody${select}`)).body.$meta.omitted).toEqual(omitted);
    expect((await list(`limit=0${select}`)).body.$meta.omitted).toEqual(omitted);
  });

  it('begins with the oldest, ties by id [list.default-order]', async () => {
    expect(await listedIds(server, MINE)).toEqual(OLDEST_FIRST);
    expect((await listedIds(server, '')).slice(0, 5)).toEqual(OLDEST_FIRST);
  });

  it.each([
    ['order=name', [...OLDEST_FIRST]],
    ['order=-name', [...OLDEST_FIRST.slice(2), 'TKN-9000-0002', 'TKN-9000-0004']],
    ['order=-audit.created.at', [...OLDEST_FIRST.slice(2), 'TKN-9000-0002', 'TKN-9000-0004']],
    ['order=status', [...OLDEST_FIRST].sort()],
    ['order=-id', [...OLDEST_FIRST].sort().reverse()],
    ['order=-name,-id', ['TKN-9000-0005', 'TKN-9000-0003', 'TKN-9000-0001', 'TKN-9000-0002', 'TKN-9000-0004']],
    ['order=', OLDEST_FIRST],
  ])('has ties by id in every order, on every page: %s [list.total-order] [query.order]', async (order, expected) => {
    expect(await listedIds(server, `${MINE}&${order}`)).toEqual(expected);
    const pages = [];
    for (const offset of [0, 1, 2, 3, 4])
      pages.push(...(await listedIds(server, `${MINE}&${order}&limit=1&offset=${offset}`)));
    expect(pages).toEqual(expected);
  });

  it.each([
    ['limit=2', { offset: 0, limit: 2, total: 5 }, OLDEST_FIRST.slice(0, 2)],
    ['limit=2&offset=3', { offset: 3, limit: 2, total: 5 }, OLDEST_FIRST.slice(3)],
    ['limit=2&offset=0&page=2', { offset: 2, limit: 2, total: 5 }, OLDEST_FIRST.slice(2, 4)],
    ['limit=2&page=2', { offset: 2, limit: 2, total: 5 }, OLDEST_FIRST.slice(2, 4)],
    ['page=1&limit=2', { offset: 0, limit: 2, total: 5 }, OLDEST_FIRST.slice(0, 2)],
    ['offset=5', { offset: 5, limit: 100, total: 5 }, []],
    ['offset=2147483647', { offset: 2_147_483_647, limit: 100, total: 5 }, []],
    ['limit=2147483647&page=2147483647', { offset: 214_748_364_600, limit: 100, total: 5 }, []],
    ['limit=0', { offset: 0, limit: 0, total: 5 }, []],
    ['limit=0&offset=2', { offset: 2, limit: 0, total: 5 }, []],
    ['limit=1000', { offset: 0, limit: 100, total: 5 }, OLDEST_FIRST],
    ['limit=101&page=1', { offset: 0, limit: 100, total: 5 }, OLDEST_FIRST],
  ])(
    'shows the page that was asked for and the total of all matches: %s [list.total] [query.limit] [query.page] [list.pagination]',
    async (query, pagination, ids) => {
      const answer = await list(`${MINE}&${query}`);
      expect(answer.body.$meta.pagination).toEqual(pagination);
      expect(idsOf(answer)).toEqual(ids);
    },
  );

  it('counts what exists for the caller [list.total] [policy.own] [policy.deleted]', async () => {
    const totals = async (query: string) => {
      const callers = ['operations', 'vendor', 'client', 'otherClient'] as const;
      const answers = await Promise.all(callers.map((as) => list(query, as)));
      return answers.map(({ body }) => body.$meta.pagination.total);
    };
    expect(await totals('limit=1')).toEqual([13, 2, 2, 6]);
    expect(await totals('status=Deleted')).toEqual([1, 0, 0, 0]);
    expect(await totals(`in(id,(${SAMPLE.vendor},${SAMPLE.client}))`)).toEqual([2, 1, 1, 0]);
    expect(await totals('not(status=Active)|account.type=Vendor')).toEqual([4, 2, 1, 0]);
  });

  it('caps a page at 100 and is 100 by default [query.limit]', async () => {
    const many = Array.from({ length: 120 }, (_, n) => ({ id: `TKN-9100-${String(n).padStart(4, '0')}` }));
    await addTokens(server, many);
    for (const query of ['', '&limit=100', '&limit=1000', '&limit=2147483647']) {
      const { body } = await list(`like(id,TKN-9100-*)${query}`);
      expect([body.data.length, body.$meta.pagination]).toEqual([100, { offset: 0, limit: 100, total: 120 }]);
    }
    const { body } = await list('like(id,TKN-9100-*)&limit=1000&page=2');
    expect([body.data.length, body.$meta.pagination]).toEqual([20, { offset: 100, limit: 100, total: 120 }]);
  });

  it('answers HEAD as GET, without the body [list.form] [addresses.head]', async () => {
    const { status, text, headers } = await server.call('HEAD', `${TOKENS}?limit=1`, { as: 'client' });
    expect([status, text]).toEqual([200, '']);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect((await server.call('HEAD', `${TOKENS}?limit=x`, { as: 'client' })).status).toBe(400);
  });
});
