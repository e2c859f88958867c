import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../testing/server.ts';
import type { Connection } from '../connection.ts';
import { rowsFrom } from '../prepared.ts';
import { openSqlite } from './index.ts';

async function openFile() {
  const { reader, lists, close } = openSqlite(`sqlite:${join(await temporaryFolder(), 'tokens.db')}`);
  onTestFinished(close);
  return { reader, glance: lists.glance ?? expect.fail() };
}

/** Asks so many times whether it is still wanted. */
const asking = (times: number) => (db: Connection) =>
  rowsFrom(
    db,
    sql`with recursive numbers (n) as (select 1 union all select n + 1 from numbers where still_wanted() and n < ${times})
    select count(*) as asked from numbers`,
  );

describe('a glance', () => {
  it('reads what takes a moment', async () => {
    const { glance } = await openFile();
    for (let n = 0; n < 100; n++) expect(glance(asking(10))).toEqual([{ asked: 10 }]);
  });

  it('is broken off where it takes longer, and what is read beside it and after it is not', async () => {
    const { reader, glance } = await openFile();
    const one = sql`select 1 as one`;
    const beside = one.execute(reader);
    expect([glance(asking(1e12)), glance(asking(10))]).toEqual([undefined, [{ asked: 10 }]]);
    expect((await beside).rows).toEqual([{ one: 1 }]);
    expect(glance(asking(1e12))).toBeUndefined();
    expect((await one.execute(reader)).rows).toEqual([{ one: 1 }]);
  });

  it('fails with what it fails with', async () => {
    const { glance } = await openFile();
    expect(() => glance((db) => rowsFrom(db, sql`select * from nowhere`))).toThrow('no such table: nowhere');
    expect(glance(asking(10))).toEqual([{ asked: 10 }]);
  });

  it('waits for nothing: what would is refused, and its moment is over', async () => {
    const { glance } = await openFile();
    expect(() => glance(async () => 1)).toThrow(TypeError);
    expect(glance(asking(10))).toEqual([{ asked: 10 }]);
  });
});
