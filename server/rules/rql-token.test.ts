import { afterAll, describe, expect, it } from 'vitest';
import { getRaw, listedIds, queriesWith, queryErrors, TOKENS } from '../testing/query.ts';
import { SAMPLE, startServer } from '../testing/server.ts';

const server = await startServer({}, afterAll);
const credentialOf = (name: keyof typeof SAMPLE) => server.credentials[SAMPLE[name]] ?? '';
const own = credentialOf('client');
const vendor = credentialOf('vendor');
const encoded = encodeURIComponent(own);

describe('a token by its credential', () => {
  it.each<[string, string[]]>([
    [`token=${own}`, [SAMPLE.client]],
    [`token=${encoded}`, [SAMPLE.client]],
    [`eq(token,${own})`, [SAMPLE.client]],
    [`eq(token,'${encoded}')`, [SAMPLE.client]],
    [`EQ(Token,%22${own}%22)`, [SAMPLE.client]],
    [`in(token,(${own},${vendor},idt:TKN-0000-0000:nothing))`, [SAMPLE.vendor, SAMPLE.client].sort()],
    [`in(token,${vendor})`, [SAMPLE.vendor]],
    [`token=${own}&status=Active`, [SAMPLE.client]],
    [`token=${own}&status=Disabled`, []],
    [`token=${own}|token=${vendor}`, [SAMPLE.vendor, SAMPLE.client].sort()],
    [`token=${credentialOf('disabled')}`, [SAMPLE.disabled]],
    [`token=${own.slice(0, -1)}`, []],
    [`token=${own}x`, []],
    [`token=${own.toUpperCase()}`, []],
    [`token=${own.slice(4)}`, []],
    ['token=*', []],
    ['token=%25', []],
    [`in(token,(${Array.from({ length: 499 }, (_, n) => `x${n}`)},${own}))`, [SAMPLE.client]],
  ])('is found by its full value only [rql.token]', async (query, ids) => {
    expect((await listedIds(server, query)).sort()).toEqual(ids);
  });

  it('is not found where it does not exist for the caller [rql.token] [policy.own]', async () => {
    expect(await listedIds(server, `token=${vendor}`, 'client')).toEqual([]);
    expect(await listedIds(server, `token=${own}`, 'client')).toEqual([SAMPLE.client]);
    expect(await listedIds(server, `not(token=${vendor})`, 'client')).toEqual([SAMPLE.client, SAMPLE.disabled].sort());
  });

  it.each([
    [`like(token,${own})`, 6],
    ['like(token,idt:*)', 6],
    ['ilike(token,*)', 7],
    [`gt(token,${own})`, 4],
    [`ge(token,${own})`, 4],
    [`lt(token,${own})`, 4],
    [`le(token,${own})`, 4],
    [`ne(token,${own})`, 4],
    [`out(token,(${own}))`, 5],
    ['token=null()', 1],
    ['token=empty()', 7],
    ['token=""', 7],
    ['eq(token,name)', 4],
    ['eq(name,token)', 9],
    [`any(token,eq(self(),${own}))`, 5],
    [`eq(token,${own}`, 10 + own.length],
    [`eq(id,${own},1)`, 7 + own.length],
  ])('cannot be guessed piece by piece, nor is it repeated [rql.token] [rql.errors]', async (query, column) => {
    const errors = await queryErrors(server, query);
    expect(errors).toEqual({ filter: [expect.stringContaining(`column ${column}: expected`)] });
    expect(JSON.stringify(errors)).not.toContain(own.slice(-20));
  });

  it.each(['order=token', 'order=-Token', 'order=name,token'])(
    'is nothing to order by: %s [rql.token] [query.order]',
    async (order) => {
      expect(Object.keys(Object(await queryErrors(server, order)))).toEqual(['order']);
    },
  );

  it('leaves no trace of its value in an answer [rql.token] [secrets.nowhere]', async () => {
    for (const query of queriesWith(own)) {
      const { status, text } = await getRaw(server, `${TOKENS}?${query}`, 'otherClient');
      expect(status).toBeLessThan(500);
      expect(text).not.toContain(own.slice(own.lastIndexOf(':') + 1).slice(0, 12));
    }
  });
});
