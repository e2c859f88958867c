import { assert, property, string, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';
import { fields } from '../../../generated/fields.ts';
import { parseListQuery } from './list-query.ts';
import { errorsOf } from './testing.ts';

const table = fields.apiTokens;

/** What known clients of the platform send, byte for byte. */
test.each([
  'eq(status,Active)&limit=10&ilike(name,*prod*)&order=-name&select=+audit,-modules',
  "eq(name,'single quoted')",
  'eq(name,"double quoted")',
  'eq(name,%22a%20b%22)',
  'eq(name,%27a+b%27)',
  "eq(name,'a%2Bb')",
  'in(id,(TKN-0000-0001,TKN-0000-0002))',
  'in(id%2C(TKN-0000-0001%2CTKN-0000-0002))',
  'limit=10&eq(status,Active)&any(modules,eq(id,MOD-0001))&offset=0',
  'select=-*,+id,+name',
  'select=%2Baudit',
  'select=+audit',
  'token=idt:TKN-0000-0001:abcDEF0123',
  "eq(token,'idt%3ATKN-0000-0001%3AabcDEF0123')",
  'status=Active',
  'limit=0',
  'limit=1000',
  'order=-audit.created.at',
  'render()&limit=1',
  'and(eq(status,Active),or(like(name,*a*),ilike(description,*b*)))',
  "(status=Active|name='x')",
  '&&limit=1&&',
  '',
])('known clients are understood: %s', (query) => {
  expect(errorsOf(query, table)).toBeUndefined();
});

test('raw and encoded quotes cut alike', () => {
  const filters = ['name="a&b"', 'name=%22a&b%22', 'name=%22a%26b"', "name='a&b'", 'name=%27a&b%27'].map(
    (query) => parseListQuery(query, table).filter,
  );
  expect(new Set(filters.map((filter) => JSON.stringify(filter))).size).toBe(1);
});

test('one filter part stays as it is, several are joined by and', () => {
  expect(parseListQuery('id=a', table).filter).toMatchObject({ op: 'compare' });
  expect(parseListQuery('id=a&&render()&id=b', table).filter).toMatchObject({ op: 'and', terms: [{}, {}] });
  expect(parseListQuery('limit=1', table)).not.toHaveProperty('filter');
});

const languageLike = stringMatching(
  /^(eq|in|and|or|not|any|self|name|modules|null|limit|order|select|[(),&;|="'%+ .*a1-]|%2[267]){0,60}$/,
);

test('any text at all is answered or refused in words', () => {
  const isAnswered = (query: string) => void expect(() => errorsOf(query, table)).not.toThrow();
  assert(property(string({ unit: 'binary', maxLength: 80 }), isAnswered));
  assert(property(string({ unit: 'binary', maxLength: 80 }), (query) => isAnswered(encodeURIComponent(query))));
  assert(property(languageLike, isAnswered), { numRuns: 500 });
});

/** An alternative that is read twice at each level would not come to an end before the test is over. */
test('what is deep or long comes to an end: an answer, or what is wrong with it [rql.limits]', () => {
  const depth = 49;
  const hostile = [
    '('.repeat(14_000),
    `${'('.repeat(depth)}${'id=a,'.repeat(900)}!${')'.repeat(depth)}`,
    `${'any(modules,'.repeat(depth)}id=a,`,
    `${'and('.repeat(depth)}${'in(id,(a,b,c)),'.repeat(800)}`,
    `in(id,(${'a,'.repeat(6_900)}`,
    `eq(${'a.'.repeat(6_900)}a,b)`,
    'name="'.repeat(2_300),
    `order=${'-name,'.repeat(2_300)}-`,
    `select=${'+id,'.repeat(3_400)}"`,
    'self('.repeat(2_700),
    '&'.repeat(14_000),
    '%22&'.repeat(3_400),
    `"'&`.repeat(5_000),
    `like(name,${'*a'.repeat(6_900)})`,
  ];
  for (const query of hostile) {
    expect(Object.keys(errorsOf(query, table) ?? {}).length, query.slice(0, 40)).toBeLessThanOrEqual(1);
  }
});
