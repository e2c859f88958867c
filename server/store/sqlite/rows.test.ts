import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { Connection } from './connection.ts';
import { rowMaker } from './rows.ts';

describe('a row', () => {
  it.each([
    ['one column', 'select 1 as one'],
    ['any names', `select 1 as "a b", 2 as "it's", 3 as "say ""x""", 4 as "\\", 5 as "\`\${1}\`", 6 as "toString"`],
    ['a name that comes again', 'select 1 as one, 2 as two, 3 as one'],
    ['a name without an alias', 'select count(*), 1 + 1'],
    ['every kind of value', "select null as n, 1.5 as r, 'text' as t, x'00ff' as b, 2147483648 as i"],
  ])('has what Node has in its own: %s', (_name, query) => {
    const own = new DatabaseSync(':memory:');
    const connection = new Connection(':memory:', { readOnly: false });
    const expected = own
      .prepare(query)
      .all()
      .map((row) => ({ ...row }));
    const statement = connection.prepare(query);
    expect(statement.all([])).toEqual(expected);
    expect([...(statement.iterate?.([]) ?? [])]).toEqual(expected);
    connection.close();
    own.close();
  });

  it('is made by what makes all rows with the same columns', () => {
    expect(rowMaker(['a', 'b'])).toBe(rowMaker(['a', 'b']));
    expect(rowMaker(['a', 'b'])).not.toBe(rowMaker(['b', 'a']));
  });

  it('has a column of any name, and no other prototype for it', () => {
    const row = rowMaker(['__proto__'])([{ isOther: true }]);
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
    expect(Object.keys(row)).toEqual(['__proto__']);
  });
});
