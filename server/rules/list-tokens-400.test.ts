import { afterAll, describe, expect, it } from 'vitest';
import { getRaw, queryErrors, TOKENS } from '../testing/query.ts';
import { startServer } from '../testing/server.ts';

const server = await startServer({}, afterAll);
const errors = (query: string) => queryErrors(server, query);
const at = (column: number, expected = 'expected') => [expect.stringContaining(`column ${column}: ${expected}`)];

describe('a page that cannot be meant is 400, at its column', () => {
  it.each([
    ['limit=', 'limit', 7],
    ['status=Active&limit=', 'limit', 21],
    ['limit=-1', 'limit', 7],
    ['limit=1.5', 'limit', 7],
    ['limit=1e1', 'limit', 7],
    ['limit=+1', 'limit', 7],
    ['limit=0x10', 'limit', 7],
    ['limit=[1]', 'limit', 7],
    ['limit=1;2', 'limit', 7],
    ['limit=:', 'limit', 7],
    ['offset=(1)', 'offset', 8],
    ['limit=ten', 'limit', 7],
    ['limit=%D9%A1', 'limit', 7],
    ['limit=null', 'limit', 7],
    ['offset=', 'offset', 8],
    ['offset=-1', 'offset', 8],
    ['offset=1.0', 'offset', 8],
    ['offset=99999999999999999999', 'offset', 8],
    ['limit=2147483648', 'limit', 7],
    ['offset=2147483648', 'offset', 8],
    ['limit=1&page=2147483648', 'page', 14],
  ])('%s [query.limit] [query.empty] [rql.errors]', async (query, key, column) => {
    expect(await errors(query)).toEqual({ [key]: at(column, 'expected a whole number') });
  });

  it.each([
    ['limit=10&page=', 15],
    ['limit=10&page=0', 15],
    ['limit=10&page=-1', 15],
    ['limit=10&page=x', 15],
    ['page=1', 6],
    ['page=2&offset=1&limit=1', 6],
    ['limit=10&offset=1&page=1', 24],
  ])('%s [query.page] [query.empty] [rql.errors]', async (query, column) => {
    expect(await errors(query)).toEqual({ page: at(column) });
  });

  it.each([
    ['limit=1&limit=1', 'limit', 15],
    ['offset=1&status=Active&offset=1', 'offset', 31],
    ['limit=1&page=1&page=1', 'page', 21],
    ['order=id&order=name', 'order', 16],
    ['select=id&select=id', 'select', 18],
  ])('%s [query.twice]', async (query, key, column) => {
    expect(await errors(query)).toEqual({ [key]: [`column ${column}: must be given once`] });
  });

  it.each([
    ['order=colour', 7],
    ['order=name,-colour', 13],
    ['order=account', 7],
    ['order=modules', 7],
    ['order=modules.id', 7],
    ['order=name,', 12],
    ['order=self()', 7],
    ['order=name;id', 11],
  ])('%s [query.order] [rql.errors]', async (query, column) => {
    expect(await errors(query)).toEqual({ order: at(column) });
  });

  it('tells everything that is wrong at once, one message each [rql.errors]', async () => {
    expect(await errors('limit=x&eq(colour,1)&offset=y&order=z')).toEqual({
      filter: at(12),
      order: at(37),
      limit: at(7),
      offset: at(29),
    });
  });

  it('takes empty parts, order= and select= for absent [query.empty]', async () => {
    const whole = await getRaw(server, TOKENS);
    for (const query of ['?', '?&', '?&&order=&&select=&', '?order=&order=', '?select=&select=']) {
      const { body } = await getRaw(server, TOKENS + query);
      expect(body.$meta).toEqual(whole.body.$meta);
    }
    expect((await getRaw(server, `${TOKENS}?order=&order=-id&limit=1`)).body.data[0].id).toBe('TKN-7715-0001');
  });

  it.each([
    'eq(status,Active)=',
    'eq%28status%2CActive%29=',
    'or(status=Active,status=Disabled)=',
    '(eq(status,Active)|eq(name,%22a=b%22))=',
    'eq(status,Active)|eq(name,x)=',
    'render()=',
    'limit=10&eq(status,Active)=&order=name',
  ])('takes the = of an operator with nothing behind it for absent: %s [query.empty]', async (query) => {
    const [asWritten, plain] = await Promise.all([
      getRaw(server, `${TOKENS}?${query}`),
      getRaw(server, `${TOKENS}?${query.replace(/=(?=$|&order)/, '')}`),
    ]);
    expect(asWritten.status).toBe(200);
    expect(withoutUse(asWritten.body)).toEqual(withoutUse(plain.body));
  });

  it.each([
    ['status=', 8],
    ['self(name)=', 11],
    ['eq(status,Active)==', 18],
    ['eq(status,Active)=x', 18],
    ['eq(status,Active)%3D', 18],
    ['name=null()=', 12],
    ['name=%22(a)=', 13],
  ])('any other = that has nothing behind it is an error: %s [query.empty] [rql.errors]', async (query, column) => {
    expect(await errors(query)).toEqual({ filter: at(column) });
  });

  it('is the form of the request, so it comes before 403 [checks.order]', async () => {
    expect((await getRaw(server, `${TOKENS}?limit=x`, 'powerless')).status).toBe(400);
    expect((await getRaw(server, `${TOKENS}?limit=1`, 'powerless')).status).toBe(403);
  });
});

/** The use of the caller is written a moment after a request, which may be between two. */
function withoutUse(body: { data: { lastAccessAt?: string }[] }): object {
  return { ...body, data: body.data.map(({ lastAccessAt: _, ...rest }) => rest) };
}
