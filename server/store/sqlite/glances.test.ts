import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../testing/server.ts';
import type { Connection } from '../connection.ts';
import { openSqlite } from './index.ts';

async function openFile() {
  const { reader, lists, close } = openSqlite(`sqlite:${join(await temporaryFolder(), 'tokens.db')}`);
  onTestFinished(close);
  return { reader, glance: lists.glance ?? expect.fail() };
}

/** Asks so many times whether it is still wanted. */
const asking = (times: number) => (db: Connection) =>
  sql`with recursive numbers (n) as (select 1 union all select n + 1 from numbers where still_wanted() and n < ${times})
    select count(*) as asked from numbers`.execute(db);

describe('a glance', () => {
  it('reads what takes a moment', async () => {
    const { glance } = await openFile();
    for (let n = 0; n < 100; n++) expect((await glance(asking(10)))?.rows).toEqual([{ asked: 10 }]);
  });

  it('is broken off where it takes longer, and what is read beside it and after it is not', async () => {
    const { reader, glance } = await openFile();
    const one = sql`select 1 as one`;
    const [long, beside, short] = await Promise.all([glance(asking(1e12)), one.execute(reader), glance(asking(10))]);
    expect([long, beside.rows, short?.rows]).toEqual([undefined, [{ one: 1 }], [{ asked: 10 }]]);
    expect(await glance(asking(1e12))).toBeUndefined();
    expect((await one.execute(reader)).rows).toEqual([{ one: 1 }]);
  });

  it('fails with what it fails with', async () => {
    const { glance } = await openFile();
    await expect(glance((db) => sql`select * from nowhere`.execute(db))).rejects.toThrow('no such table: nowhere');
  });
});
