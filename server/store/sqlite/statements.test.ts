import type { SqliteStatement } from 'kysely';
import { expect, it } from 'vitest';
import { Connection } from './connection.ts';
import { statementCache } from './statements.ts';

const statement = {} as SqliteStatement;
const filter = (n: number, terms: number) =>
  `select count(*) from tokens where ${n} = ? and (${'name = ? or '.repeat(terms)}0)`;

it('keeps as many statements as there is room for, and those that were used last', () => {
  const cache = statementCache();
  const often = filter(-1, 1);
  cache.set(often, statement);
  for (let n = 0; n < 600; n++) {
    cache.set(filter(n, 100), statement);
    expect(cache.get(often)).toBe(statement);
  }
  expect(cache.calculatedSize).toBeLessThanOrEqual(8 * 1024 * 1024);
  expect(cache.size).toBeGreaterThan(50);
  expect(cache.has(filter(599, 100))).toBe(true);
  expect(cache.has(filter(0, 100))).toBe(false);
});

it('keeps no statement of a filter so long that it hardly comes again', () => {
  const cache = statementCache();
  for (let n = 0; n < 600; n++) cache.set(filter(n, 900), statement);
  expect(cache.size).toBe(0);
});

it('runs a statement that it does not keep', () => {
  const connection = new Connection(':memory:', { readOnly: false });
  connection.prepare('create table tokens (name text)').run([]);
  const long = connection.prepare(filter(1, 900));
  expect(long.all([1, ...Array(900).fill('x')])).toEqual([{ 'count(*)': 0 }]);
  const kept = connection.prepare(filter(1, 1));
  expect(connection.prepare(filter(1, 1))).toBe(kept);
  expect(connection.prepare(filter(1, 900))).not.toBe(long);
  connection.close();
});
