import { describe, expect, test } from 'vitest';
import { fields } from '../../../generated/fields.ts';
import type { Filter } from './filter.ts';
import { limits } from './limits.ts';
import { parseListQuery } from './list-query.ts';
import { meets } from './meets.ts';
import { errorsOf } from './testing.ts';

const table = { ...fields.apiTokens, 'modules[].code': { type: 'text' } } as const;

function filterOf(query: string): Filter | undefined {
  return parseListQuery(query, table).filter;
}

const row = {
  id: 'TKN-0000-0001',
  name: "O'Brien & Söhne, 100%",
  description: '',
  status: 'Active',
  token: 'idt:TKN-0000-0001:secret',
  account: { id: 'ACC-0000-0001', name: 'Acme', status: 'Active' },
  modules: [
    {
      id: 'MOD-0001',
      name: 'Access',
      filters: { 'group.buyers': ['all'] },
      settings: { paid: true, type: ['a', 'b'] },
    },
    { id: 'MOD-0002', name: 'Billing', settings: { paid: false, type: [] } },
  ],
  revision: 3,
  audit: { created: { at: '2026-01-31T09:30:00.123Z' }, updated: { at: '2026-02-01T00:00:00.000Z' } },
};

describe('a filter means what the language says', () => {
  test.each<[string, string, boolean]>([
    ['eq is exact', 'eq(status,Active)', true],
    ['eq is case-sensitive', 'eq(status,active)', false],
    ['operators and fields ignore case', 'EQ(Account.NAME,Acme)', true],
    ['field=value is eq', 'status=Active', true],
    ['field=value takes a field name as a value', 'status=account.status', false],
    ['field=constant', 'icon=null()', true],
    ['an unquoted name of a field is that field', 'eq(status,account.status)', true],
    ['a quoted name of a field is a text', 'eq(status,"account.status")', false],
    ['self(field) is the field', 'eq(self(status),self(Account.status))', true],
    ['AND binds tighter than OR', '(name=x,name=y|status=Active)', true],
    ['AND binds tighter than OR, the other way', '(status=Active;name=x,name=y)', true],
    ['%26 is the operator &', '(status=Active%26name=x)', false],
    ['parts are joined by AND', 'status=Active&name=x', false],
    ['and, or, not', 'and(or(name=x,status=Active),not(name=x))', true],
    ['quotes hold commas, ampersands, the other quote, percent', 'name="O\'Brien %26 S%C3%B6hne, 100%25"', true],
    ['a raw & in quotes does not cut', 'eq(name,"O\'Brien+&+S%c3%b6hne,+100%25")', true],
    ['like', "like(name,'*Söhne*')".replace('ö', '%C3%B6'), true],
    ['like is case-sensitive', 'like(name,*brien*)', false],
    ['ilike ignores case for all of Unicode', 'ilike(name,*S%C3%96HNE*)', true],
    ['null() matches no value', 'eq(icon,null())', true],
    ['null() does not match the empty string', 'eq(description,NULL())', false],
    ['ne(null()) matches a value', 'ne(description,null())', true],
    ['empty() is the empty string', 'eq(description,empty())', true],
    ['quoted nothing is the empty string too', 'eq(description,"")', true],
    ['empty() does not match no value', 'eq(icon,empty())', false],
    ['ne drops rows without a value', 'ne(icon,x)', false],
    ['not(eq) keeps rows without a value', 'not(eq(icon,x))', true],
    ['out keeps rows without a value', 'out(icon,(x,y))', true],
    ['in', 'in(status,(Disabled,Active))', true],
    ['in with one item', 'in(status,Active)', true],
    ['in with empty()', 'in(description,(x,empty()))', true],
    ['out', 'out(status,(Disabled,Active))', false],
    ['gt on numbers', 'gt(revision,2)', true],
    ['lt on numbers, not on their text', 'lt(revision,10)', true],
    ['ge on text, by code point', 'ge(status,"Active")', true],
    ['gt on text, by code point', 'gt(status,"Z")', false],
    ['gt between fields', 'gt(audit.updated.at,audit.created.at)', true],
    ['any', 'any(modules,eq(id,MOD-0002))', true],
    ['any: one element meets the whole condition', 'any(modules,(id=MOD-0002,settings.paid=true))', false],
    ['any without a condition: not empty', 'any(modules)', true],
    ['any without a condition on no value', 'any(extensions)', false],
    ['all', 'all(modules,like(id,MOD-*))', true],
    ['all: one element fails it', 'all(modules,settings.paid=True)', false],
    ['all on empty is true', 'all(extensions,id=x)', true],
    ['self() inside any is the element', 'any(modules,any(settings.type,eq(self(),b)))', true],
    ['self(field) inside any is a field of the element', 'any(modules,eq(self(id),MOD-0001))', true],
    ['a key with a dot', 'any(modules,any(filters.group.buyers,self()=all))', true],
    ['the credential by eq', "eq(token,'idt%3ATKN-0000-0001%3Asecret')", true],
    ['the credential by =', 'token=idt:TKN-0000-0001:secret', true],
    ['the credential by in', 'in(token,(x,idt:TKN-0000-0001:secret))', true],
    ['date: to the millisecond', 'eq(audit.created.at,2026-01-31T09:30:00.1239999Z)', true],
    ['date: bare plus of an offset', 'eq(audit.created.at,2026-01-31T10:30:00.123+01:00)', true],
    ['date: encoded plus, quoted', 'eq(audit.created.at,"2026-01-31T10:30:00.123%2B01:00")', true],
    ['date: minus', 'eq(audit.created.at,2026-01-31T04:00:00.123-05:30)', true],
    ['date: no zone is UTC', 'eq(audit.created.at,2026-01-31T09:30:00.123)', true],
    ['date: alone is its midnight', "eq(audit.updated.at,'2026-02-01')", true],
    ['date: lower case', 'eq(audit.updated.at,2026-02-01t00:00:00z)', true],
  ])('%s: %s', (_rule, query, expected) => {
    const filter = filterOf(query);
    expect(filter && meets(filter, row)).toBe(expected);
  });
});

describe('what cannot be meant is an error at its column', () => {
  test.each<[string, string, number, string]>([
    ['unknown field', 'eq(colour,red)', 4, 'expected the name of a field'],
    ['rql= reads as an unknown field', 'rql=x', 1, 'expected the name of a field'],
    ['filter= reads as an unknown field', 'filter=x', 1, 'expected the name of a field'],
    ['sort= reads as an unknown field', 'sort=name', 1, 'expected the name of a field'],
    ['a parameter name is as written', 'Limit=1', 1, 'expected the name of a field'],
    ['names of Object.prototype are unknown', 'constructor=x', 1, 'expected the name of a field'],
    [
      'path through a collection',
      'eq(modules.id,x)',
      4,
      'expected any(…) or all(…) to reach into the collection modules',
    ],
    ['path beyond a field', 'eq(name.id,x)', 4, 'expected the name of a field'],
    ['fields in any are those of the element', 'any(modules,eq(account.id,x))', 16, 'expected the name of a field'],
    ['too few arguments', 'eq(name)', 8, "expected ',', found ')'"],
    ['too many arguments', 'eq(name,a,b)', 10, "expected ')', found ','"],
    ['not of two', 'not(id=a,id=b)', 9, "expected ')', found ','"],
    ['all without a condition', 'all(modules)', 12, "expected ',', found ')'"],
    ['and of nothing', 'and()', 5, "expected '(', a field name or an operator, found ')'"],
    ['in of nothing', 'in(id,())', 8, "expected a value or empty(), found ')'"],
    ['null() in a list', 'in(id,(null()))', 12, "expected ')' or ',', found '('"],
    ['unbalanced parenthesis', 'and(id=a', 9, "expected ')' or ',', found the end"],
    ['surplus parenthesis', 'id=a)', 5, "expected ',', '|' or the end, found ')'"],
    ['stray comma', 'id=a,,id=b', 6, "expected '(', a field name or an operator, found ','"],
    ['trailing comma', 'id=a,', 6, "expected '(', a field name or an operator, found the end"],
    ['bare word', 'Active', 7, "expected '=', found the end"],
    ['no value', 'name=', 6, 'expected a value, empty() or null(), found the end'],
    ['unterminated double quote', 'eq(name,"abc)', 14, 'expected a closing double quote, found the end'],
    ['unterminated single quote', "name='a&limit=1", 16, 'expected a closing single quote, found the end'],
    ['no escapes inside quotes', 'eq(name,"a\\"b")', 13, "expected ')'"],
    ['a quote in a bare value', "eq(name,O'Brien)", 10, "expected ')', found a single quote"],
    ['an unknown operator', 'contains(name,x)', 1, 'expected an operator'],
    ['render of something', 'render(x)', 1, 'expected an operator'],
    ['an ampersand cuts inside parentheses', '(id=a&id=b', 6, "expected ')', ',' or '|', found the end"],
    ['a whole object as operand', 'eq(account,x)', 4, 'expected a field with one value, not a whole object'],
    ['a whole object as second operand', 'eq(name,account)', 9, 'expected a field with one value, not a whole object'],
    [
      'a whole collection as operand',
      'ne(modules,null())',
      4,
      'expected a field with one value, not a whole collection',
    ],
    ['the whole resource as operand', 'eq(self(),x)', 4, 'expected a field, not the whole resource'],
    ['a whole element as operand', 'any(modules,self()=x)', 13, 'expected a field with one value, not a whole object'],
    ['any on a text', 'any(name)', 5, 'expected a collection'],
    ['all on an object', 'all(account,id=x)', 5, 'expected a collection'],
    ['nothing is greater than no value', 'gt(name,null())', 9, 'expected a value: null() goes with eq and ne'],
    ['no number', 'eq(revision,three)', 13, 'expected a number'],
    ['no number: empty()', 'eq(revision,empty())', 13, 'expected a number'],
    ['no number: beyond all', 'eq(revision,1e999)', 13, 'expected a number'],
    ['no boolean', 'any(modules,settings.paid=yes)', 27, 'expected true or false'],
    ['no boolean: a name of Object.prototype', 'any(modules,settings.paid=constructor)', 27, 'expected true or false'],
    [
      'no order of booleans',
      'any(modules,gt(settings.paid,true))',
      16,
      'expected a field with an order: text, number or timestamp',
    ],
    ['a day that does not exist', 'eq(audit.created.at,2026-02-29)', 21, 'expected a date and time'],
    ['a month that does not exist', 'eq(audit.created.at,2026-13-01)', 21, 'expected a date and time'],
    ['an hour that does not exist', 'eq(audit.created.at,2026-01-01T24:00)', 21, 'expected a date and time'],
    ['no date', 'eq(audit.created.at,yesterday)', 21, 'expected a date and time'],
    ['like on a number', 'like(revision,1*)', 6, 'expected a text field'],
    ['fields of two types', 'eq(name,revision)', 9, 'expected a text, or a field of that type'],
    ['like on the credential', 'like(token,idt:*)', 6, 'expected another field: token'],
    ['ilike on the credential', 'ilike(token,idt:*)', 7, 'expected another field: token'],
    ['comparison of the credential', 'gt(token,a)', 4, 'expected another field: token'],
    ['ne on the credential', 'ne(token,a)', 4, 'expected another field: token'],
    ['out on the credential', 'out(token,a)', 5, 'expected another field: token'],
    ['null() on the credential', 'token=null()', 1, 'expected another field: token'],
    ['nothing of the credential', 'token=empty()', 7, 'expected the full value'],
    ['the credential as operand', 'eq(name,token)', 9, 'expected another field: token'],
    ['a field beside the credential', 'eq(token,name)', 4, 'expected another field: token'],
    ['malformed percent', 'name=a%2', 7, "expected two hexadecimal digits after '%'"],
    ['malformed UTF-8', 'name=a%C3', 7, 'expected UTF-8'],
    ['overlong UTF-8', 'name=%C0%80', 6, 'expected UTF-8'],
    ['NUL', 'name=a%00', 7, 'expected no NUL character'],
  ])('%s: %s', (_rule, query, column, message) => {
    const errors = errorsOf(query, table);
    expect(errors).toEqual({ filter: [expect.stringContaining(`column ${column}: ${message}`)] });
  });

  test('the column is the one of the raw query', () => {
    expect(errorsOf('limit=1&&eq(name,%22%F0%9F%98%80+%C3%A9%22)&eq(%6Eame,%22a%22,', table)).toEqual({
      filter: ["column 62: expected ')' or a value, found ','"],
    });
  });

  test('what is wrong with filter, order and paging is told at once, one message each', () => {
    expect(Object.keys(errorsOf('limit=x&offset=y&order=z&a=b&c=d', table) ?? {})).toEqual([
      'filter',
      'order',
      'limit',
      'offset',
    ]);
    expect(errorsOf('a=b&c=d', table)?.filter).toHaveLength(1);
  });

  test('no value is repeated: it may be a credential', () => {
    const secret = 'Zz9Zz9Zz9';
    for (const query of [
      `eq(token,${secret}`,
      `token="${secret}`,
      `${secret}=x`,
      secret,
      `like(token,${secret})`,
      `eq(revision,${secret})`,
      `limit=${secret}`,
      `order=${secret}`,
    ]) {
      expect(JSON.stringify(errorsOf(query, table))).toMatch(/column \d+: expected/);
      expect(JSON.stringify(errorsOf(query, table))).not.toContain('Zz9');
    }
  });
});

describe('limits', () => {
  const nested = (depth: number) => `${'('.repeat(depth)}id=a${')'.repeat(depth)}`;
  const ids = (count: number) => Array.from({ length: count }, (_, index) => `T${index}`).join(',');

  test.each([
    [
      '500 values in a list',
      `in(id,(${Array.from({ length: 500 }, (_, n) => `TKN-0000-0000-${1000 + n}`).join(',')}))`,
    ],
    ['a value of 4,000 characters', `name=${'x'.repeat(4_000)}`],
    ['a query of 14,000 bytes', `or(${Array.from({ length: 660 }, () => 'eq(id,TKN-0000-0001)').join(',')})`],
    ['the greatest depth', nested(limits.depth)],
    ['parentheses in quotes', `name="${'('.repeat(1_000)}"`],
    ['as many terms as allowed', Array.from({ length: limits.terms }, () => 'id=a').join(',')],
  ])('%s work', (_what, query) => {
    expect(errorsOf(query, table)).toBeUndefined();
  });

  test.each([
    ['the length', `name=${'x'.repeat(limits.length)}`, `at most ${limits.length} characters`],
    ['the depth', nested(limits.depth + 1), `column ${limits.depth + 1}: expected at most ${limits.depth} nested`],
    ['the depth, 1,000 deep', `${'not('.repeat(1_000)}id=a${')'.repeat(1_000)}`, 'nested parentheses'],
    ['the depth, 8 kB of parentheses', '('.repeat(8_000), 'nested parentheses'],
    [
      'the terms',
      Array.from({ length: limits.terms + 1 }, () => 'id=a').join('&'),
      `at most ${limits.terms} comparisons`,
    ],
    ['the values', `in(id,(${ids(limits.values + 1)}))`, `at most ${limits.values} values in a list`],
  ])('beyond %s is a clear error of its own', (_what, query, message) => {
    expect(errorsOf(query, table)).toEqual({ filter: [expect.stringContaining(message)] });
  });
});
