import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { getRaw, idsOf, listedIds, queryErrors, TOKENS } from '../../testing/query.ts';
import { addTokens } from '../../testing/rows.ts';
import { SAMPLE, startServer } from '../../testing/server.ts';

const server = await startServer({}, afterAll);
const INJECTIONS = [
  "' or '1'='1",
  "'; drop table tokens; --",
  '" or ""="',
  ') or 1=1 --',
  '1; delete from tokens',
  '\\',
  '%',
  '_',
  '*/ union select sealed from tokens /*',
  '?1',
  ':id',
  '$1',
  '@p',
  '{{7*7}}',
  '$.*',
  '"]]',
  '[]',
  '\u0001\u007f',
];
await addTokens(
  server,
  INJECTIONS.map((description, n) => ({ id: `TKN-9000-${String(n).padStart(4, '0')}`, name: 'Victim', description })),
);
const quoted = (value: string) => encodeURIComponent(value.includes('"') ? `'${value}'` : `"${value}"`);
const total = async (query: string) => (await getRaw(server, `${TOKENS}?${query}&limit=0`)).body.$meta.pagination.total;
const everything = Object.keys(server.credentials).length + INJECTIONS.length;

describe('a value is a value', () => {
  it.each(INJECTIONS)('%j is found as itself, in every position of a value [rql.bound]', async (value) => {
    if (value.includes('"') && value.includes("'")) throw new Error('One kind of quotes only.');
    const id = `TKN-9000-${String(INJECTIONS.indexOf(value)).padStart(4, '0')}`;
    for (const query of [
      `eq(description,${quoted(value)})`,
      `description=${quoted(value)}`,
      `in(description,(${quoted(value)},x))`,
      `and(ge(description,${quoted(value)}),le(description,${quoted(value)}))`,
      `like(description,${quoted(value.replaceAll('*', '\\*'))})`,
      `not(out(description,${quoted(value)}))`,
      `ne(id,${quoted(value)})&description=${quoted(value)}`,
    ]) {
      expect(await listedIds(server, query), query).toEqual([id]);
    }
    expect(await total(`token=${quoted(value)}`)).toBe(0);
    expect(await total(`any(modules,eq(name,${quoted(value)}))`)).toBe(0);
    expect(await total(`any(modules,any(settings.type,eq(self(),${quoted(value)})))`)).toBe(0);
    expect(await total('')).toBe(everything);
  });

  it.each(INJECTIONS)('%j is no name, no number, no date and no page: 400 [rql.bound] [rql.errors]', async (value) => {
    const raw = encodeURIComponent(value);
    for (const query of [
      `eq(${raw},x)`,
      `${raw}=x`,
      `${raw}(name,x)`,
      `eq(revision,${quoted(value)})`,
      `eq(audit.created.at,${quoted(value)})`,
      `any(${raw},id=x)`,
      `any(modules,eq(${raw},x))`,
      `order=${raw}`,
      `order=name,-${raw}`,
      `limit=${raw}`,
      `offset=${raw}`,
      `limit=1&page=${raw}`,
    ]) {
      expect((await getRaw(server, `${TOKENS}?${query}`)).status, query).toBe(400);
    }
    expect((await server.call('GET', `${TOKENS}/${raw}`, { as: 'operations' })).status).toBe(404);
    expect((await getRaw(server, `${TOKENS}?select=${raw}&limit=1`)).status).toBeLessThan(500);
    expect(await total('')).toBe(everything);
  });
});

describe('great and deep queries', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, n) => `T${n}`);

  it.each<[string, string, string[]]>([
    ['500 values in a list', `in(id,(${ids(499)},${SAMPLE.client}))`, [SAMPLE.client]],
    ['1,000 values in a list', `in(id,(${ids(999)},${SAMPLE.client}))`, [SAMPLE.client]],
    ['a value of 4,000 characters', `description=${'x'.repeat(4_000)}|id=${SAMPLE.client}`, [SAMPLE.client]],
    ['a pattern of 4,000 characters', `ilike(description,${'x*'.repeat(2_000)})|id=${SAMPLE.client}`, [SAMPLE.client]],
    ['4,000 letters of 4 bytes', `description="${'%F0%9F%98%80'.repeat(1_000)}"|id=${SAMPLE.client}`, [SAMPLE.client]],
    ['14,000 bytes', `id=${SAMPLE.client}&${'render()&'.repeat(1_552)}`.slice(0, 13_999), [SAMPLE.client]],
    [
      'a list of 14,000 bytes',
      `in(id,(${ids(600).map((id) => id.padEnd(22, 'x'))},${SAMPLE.client}))`,
      [SAMPLE.client],
    ],
    [
      '900 OR terms',
      `${ids(899)
        .map((id) => `id=${id}|`)
        .join('')}id=${SAMPLE.client}`,
      [SAMPLE.client],
    ],
    ['900 arguments of or', `or(${ids(899).map((id) => `id=${id}`)},id=${SAMPLE.client})`, [SAMPLE.client]],
    [
      '900 AND parts',
      `${ids(900)
        .map((id) => `ne(id,${id})&`)
        .join('')}id=${SAMPLE.client}`,
      [SAMPLE.client],
    ],
    ['48 nots', `${'not('.repeat(48)}id=${SAMPLE.client}${')'.repeat(48)}`, [SAMPLE.client]],
    ['40 parentheses', `${'('.repeat(40)}id=${SAMPLE.client}${')'.repeat(40)}`, [SAMPLE.client]],
    [
      '900 collections',
      `id=${SAMPLE.client}&not((${'any(modules,id=x)|'.repeat(440)}any(modules,id=x)))`,
      [SAMPLE.client],
    ],
  ])('%s work [rql.limits-work] [rql.limits]', async (_what, query, expected) => {
    expect(idsOf(await getRaw(server, `${TOKENS}?${query}`))).toEqual(expected);
  });

  it.each([
    ['1,001 values in a list', `in(id,(${ids(1_001)}))`, /^column \d+: expected at most 1000 values/],
    [
      '1,001 comparisons',
      ids(1_001)
        .map(() => 'id=a')
        .join('&'),
      /^column \d+: expected at most 1000 comparisons/,
    ],
    ['1,000 nots', `${'not('.repeat(1_000)}id=a${')'.repeat(1_000)}`, /^column 204: expected at most 50 nested/],
    ['1,000 ands', `${'and('.repeat(1_000)}id=a${')'.repeat(1_000)}`, /^column 204: expected at most 50 nested/],
    [
      '1,000 anys',
      `${'any(modules,'.repeat(1_000)}id=a${')'.repeat(1_000)}`,
      /^column 604: expected at most 50 nested/,
    ],
    ['8 kB of opening parentheses', '('.repeat(8_192), /^column 51: expected at most 50 nested/],
    ['8 kB of closing parentheses', ')'.repeat(8_192), /^column 1: expected/],
    ['8 kB of pairs', '()'.repeat(4_096), /^column 2: expected/],
    ['8 kB of encoded parentheses', '%28'.repeat(2_730), /^column 151: expected at most 50 nested/],
    ['8 kB of quotes', '"'.repeat(8_192), /^column \d+: expected/],
    ['8 kB of commas', ','.repeat(8_192), /^column 1: expected/],
    ['a name of 8 kB', `${'a'.repeat(8_192)}=x`, /^column 1: expected the name of a field/],
    ['a path of 8 kB', `${'a.'.repeat(4_096)}a=x`, /^column 1: expected the name of a field/],
    ['16,001 bytes', `name=${'x'.repeat(15_996)}`, /^column 16001: expected a query of at most 16000/],
  ])('%s are a clear 400 [rql.limits] [rql.errors]', async (_what, query, message) => {
    expect(await queryErrors(server, query)).toEqual({ filter: [expect.stringMatching(message)] });
  });
});

it('answers whatever is asked with 200 or 400 [rql.limits] [rql.bound]', async () => {
  const pieces = fc.constantFrom(
    ...['eq', 'in', 'not', 'any', 'all', 'like', 'ilike', 'self()', 'null()', 'empty()', 'name', 'modules', 'token'],
    ...['settings.type', 'audit.created.at', 'revision', 'description', 'account', '2026-01-01', '1', 'x', '*', '\\*'],
    ...['(', ')', '(', ')', ',', ',', '&', ';', '|', '=', '"', "'", '%22', '%27', '%26', '+', '%2B', '%C3%9F', '-'],
    ...['limit=', 'offset=', 'page=', 'order=', 'select=', 'eq(name,', 'any(modules,', 'eq(revision,', 'in(id,('],
  );
  const query = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(''));
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(query, async (text) => {
      const { status } = await getRaw(server, `${TOKENS}?${text}`);
      statuses.add(status);
      expect([200, 400]).toContain(status);
    }),
    { numRuns: 400 },
  );
  expect(statuses.size).toBe(2);
});
