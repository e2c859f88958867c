import { expect, test } from 'vitest';
import { fields } from '../../../generated/fields.ts';
import { parseListQuery } from './list-query.ts';
import { errorsOf } from './testing.ts';

test.each([
  ['', { limit: 100, offset: 0 }],
  ['limit=10', { limit: 10, offset: 0 }],
  ['limit=0', { limit: 0, offset: 0 }],
  ['limit=1000&offset=5', { limit: 100, offset: 5 }],
  [`limit=${2 ** 31 - 1}`, { limit: 100, offset: 0 }],
  ['limit=10&offset=0&page=2', { limit: 10, offset: 10 }],
  ['page=1&limit=10', { limit: 10, offset: 0 }],
  ['limit=10&page=3', { limit: 10, offset: 20 }],
  ['limit=1000&page=2', { limit: 100, offset: 100 }],
  ['limit=0&page=2', { limit: 0, offset: 0 }],
  ['limit=%31%30', { limit: 10, offset: 0 }],
])('limit is 100 by default and at most, page counts from 1: %s', (query, paging) => {
  expect(parseListQuery(query, fields.apiTokens).paging).toEqual(paging);
});

test.each([
  ['limit=', 'limit', 7],
  ['offset=', 'offset', 8],
  ['limit=1&page=', 'page', 14],
  ['limit=-1', 'limit', 7],
  ['limit=1.5', 'limit', 7],
  ['limit=1e1', 'limit', 7],
  ['limit=+1', 'limit', 7],
  ['limit=ten', 'limit', 7],
  [`limit=${2 ** 31}`, 'limit', 7],
  [`limit=${'9'.repeat(400)}`, 'limit', 7],
  [`offset=${2 ** 31}`, 'offset', 8],
  ['offset=99999999999999999999', 'offset', 8],
  [`limit=10&page=${2 ** 31}`, 'page', 15],
  ['limit=10&page=0', 'page', 15],
  ['page=2', 'page', 6],
  ['limit=10&offset=1&page=2', 'page', 24],
  ['limit=1&limit=1', 'limit', 15],
  ['offset=1&eq(id,a)&offset=1', 'offset', 26],
])(
  'anything but one whole number, or page beside an offset or without limit, is an error: %s',
  (query, key, column) => {
    expect(errorsOf(query, fields.apiTokens)).toEqual({ [key]: [expect.stringContaining(`column ${column}: `)] });
  },
);
