import { expect, test } from 'vitest';
import { fields } from '../../../generated/fields.ts';
import { parseListQuery } from './list-query.ts';
import { errorsOf } from './testing.ts';

test.each([
  ['', 'audit.created.at id'],
  ['order=', 'audit.created.at id'],
  ['order=-name', '-name id'],
  ['order=+name,-revision', 'name -revision id'],
  ['order=%2Bname,%20status', 'name status id'],
  ['order=-Audit.Created.At', '-audit.created.at id'],
  ['order=-ID,name,-name', '-id name'],
  ['order=self(name)', 'name id'],
  ['order=&order=name', 'name id'],
])('every order is made total by the id, the default is oldest first: %s', (query, expected) => {
  const { order } = parseListQuery(query, fields.apiTokens);
  expect(order.map(({ field, descending }) => (descending ? '-' : '') + field.path).join(' ')).toBe(expected);
});

test.each([
  ['order=colour', 7],
  ['order=name,-colour', 13],
  ['order=account', 7],
  ['order=modules', 7],
  ['order=modules.id', 7],
  ['order=token', 7],
  ['order=name,', 12],
  ['order=,name', 7],
  ['order=+-name', 8],
  ['order=*', 7],
  ['order=self()', 7],
  ['order=name&order=name', 18],
])('an order by anything but a field with one value is an error: %s', (query, column) => {
  expect(errorsOf(query, fields.apiTokens)).toEqual({ order: [expect.stringContaining(`column ${column}: `)] });
});
