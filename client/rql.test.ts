import { array, assert, boolean, constantFrom, date, double, integer, property, string, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fields } from '../generated/fields.ts';
import type { Filter } from '../server/core/query/filter.ts';
import { parseListQuery } from '../server/core/query/list-query.ts';
import type { ScopeOf } from './fields.ts';
import { type Condition, rql, rqlFor } from './rql.ts';

function received(condition: Condition): Filter | undefined {
  return parseListQuery(`limit=1&${condition}&order=id`, fields.apiTokens).filter;
}

const sayable = (text: string) => !text.includes('\0');
const special = string({ unit: constantFrom(...'"&\'()*+,;=|%#\\?/ \u{1F600}éaN.-'.split('')) });
const any = (source = string({ unit: 'binary' })) => source.filter((text) => sayable(text) && text.isWellFormed());
const texts = [
  any(),
  any(special),
  any(string({ unit: 'grapheme' })),
  constantFrom('', 'null()', 'name', '%22', "a' or 1=1", 'x&limit=0'),
];

describe('any value comes back from the server as itself', () => {
  test.each(texts)('a text', (text) => {
    assert(
      property(text, (value) => {
        const operand = { kind: 'value', value };
        expect(received(rql.eq('name', value))).toMatchObject({
          op: 'compare',
          operator: 'eq',
          field: { path: 'name' },
          operand,
        });
      }),
    );
  });

  test.each(texts)('a text in a list', (text) => {
    assert(
      property(array(text, { minLength: 1, maxLength: 20 }), (values) => {
        expect(received(rql.in('name', values))).toMatchObject({ op: 'in', values });
        expect(received(rql.out('name', values))).toMatchObject({ op: 'not', term: { op: 'in', values } });
      }),
    );
  });

  test('escaped text in a pattern', () => {
    assert(
      property(any(special), (text) => {
        const pattern = text === '' ? [''] : [text];
        expect(received(rql.like('name', rql.escapeLike(text)))).toMatchObject({
          op: 'like',
          pattern,
          ignoreCase: false,
        });
        expect(received(rql.like('name', `*${rql.escapeLike(text)}`))).toMatchObject({ pattern: ['', text] });
      }),
    );
  });

  test('numbers, dates and booleans', () => {
    assert(
      property(
        tuple(
          double({ noNaN: true, noDefaultInfinity: true }),
          date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }),
          boolean(),
          integer(),
        ),
        ([decimal, when, flag, whole]) => {
          expect(received(rql.ge('revision', decimal))).toMatchObject({
            operand: { value: decimal === 0 ? 0 : decimal },
          });
          expect(received(rql.ne('revision', whole))).toMatchObject({ operator: 'ne', operand: { value: whole } });
          expect(received(rql.lt('audit.created.at', when))).toMatchObject({ operand: { value: when.getTime() } });
          expect(received(rql.any('modules', (module) => module.eq('settings.paid', flag)))).toMatchObject({
            op: 'any',
            collection: 'modules',
            term: { field: { path: 'modules[].settings.paid' }, operand: { value: flag } },
          });
        },
      ),
    );
  });
});

test('a text with both kinds of quotes is said in pieces', () => {
  expect(rql.eq('name', `say "it's"`)).toBe("eq(name,'say%20%22it'%22's%22'%22')");
});

test('what the language cannot say is refused, never sent as something else', () => {
  expect(() => rql.eq('name', 'a\0')).toThrow(/NUL/);
  expect(() => rql.eq('name', '\ud800')).toThrow(/surrogate/);
  expect(() => rql.in('name', [])).toThrow(/empty list/);
  expect(() => rql.eq('revision', Number.NaN)).toThrow(/not a number/);
});

test('a condition is written as people write it', () => {
  const condition = rql.and(rql.eq('status', 'Active'), rql.ilike('name', '*prod*'), rql.not(rql.gt('revision', 3)));
  expect(condition).toBe("and(eq(status,'Active'),ilike(name,'*prod*'),not(gt(revision,3)))");
  expect(rql.eq('name', "O'Brien & Söhne")).toBe("eq(name,%22O'Brien%20%26%20S%C3%B6hne%22)");
  expect(rqlFor<'apiTokens'>().any('modules')).toBe('any(modules)');
});

test.each<[Condition<ScopeOf<'apiTokens'>>, object]>([
  [rql.or(rql.eq('id', 'a'), rql.le('id', 'b')), { op: 'or', terms: [{ operator: 'eq' }, { operator: 'le' }] }],
  [rql.isNull('icon'), { op: 'isNull', field: { path: 'icon' } }],
  [rql.isNotNull('icon'), { op: 'not', term: { op: 'isNull' } }],
  [rql.isEmpty('icon'), { op: 'compare', operator: 'eq', operand: { value: '' } }],
  [rql.any('extensions'), { op: 'any', collection: 'extensions' }],
  [rql.all('extensions', (one) => one.eq('id', 'x')), { op: 'not', term: { op: 'any', term: { op: 'not' } } }],
  [
    rql.lt('audit.created.at', rql.field('lastAccessAt')),
    { operand: { kind: 'field', field: { path: 'lastAccessAt' } } },
  ],
  [rql.eq('token', 'idt:TKN-0000-0001:x'), { field: { path: 'token' }, operand: { value: 'idt:TKN-0000-0001:x' } }],
])('the server reads %s', (condition, filter) => {
  expect(received(condition)).toMatchObject(filter);
  const sent = new URL(`https://example.test/?${condition}`).search.slice(1);
  expect(parseListQuery(sent, fields.apiTokens).filter).toEqual(received(condition));
});
