import { getEventListeners } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PLACES } from '../../core/turns/turns.ts';
import { temporaryFolder } from '../../testing/server.ts';
import type { Connection } from '../connection.ts';
import { connect } from './dialect.ts';
import { openSqlite } from './index.ts';
import { Readers } from './readers.ts';

async function openFile() {
  const connections = openSqlite(`sqlite:${join(await temporaryFolder(), 'tokens.db')}`);
  onTestFinished(() => connections.close());
  await sql`create table notes (text text)`.execute(connections.writer);
  return connections;
}

const one = (db: Connection) => sql<{ one: number }>`select 1 as one`.execute(db);

/** It never ends by itself. */
const endless = (db: Connection) =>
  sql`with recursive numbers (n) as (select 1 union all select n + 1 from numbers where still_wanted())
    select count(*) from numbers`.execute(db);

/** How many threads this process has (Linux). */
const threads = async () => (await readdir('/proc/self/task')).length;

const gone = new Error('gone');

/** Aborts once the event loop has gone round so many times: before it is begun, or after. */
async function abortAfter(turns: number, leaving: AbortController): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
  leaving.abort(gone);
}

/** A machine may be slow. */
const IN_TIME = { timeout: 60_000 };

describe('what is not wanted any more', () => {
  it.each([0, 1, 2, 100, 10_000])('ends, whenever that is: after %i turns', async (turns) => {
    const { scan } = (await openFile()).lists;
    const leaving = new AbortController();
    const reading = scan(leaving.signal, endless);
    abortAfter(turns, leaving);
    await expect(reading).rejects.toBe(gone);
    expect((await scan(undefined, one)).rows).toEqual([{ one: 1 }]);
    expect(getEventListeners(leaving.signal, 'abort')).toEqual([]);
  });

  it('ends between two statements', async () => {
    const { scan } = (await openFile()).lists;
    const leaving = new AbortController();
    const reading = scan(leaving.signal, async (moment) => {
      await one(moment);
      leaving.abort(gone);
      return one(moment);
    });
    await expect(reading).rejects.toBe(gone);
    expect((await scan(undefined, one)).rows).toEqual([{ one: 1 }]);
  });

  it('leaves no transaction open: the next sees what was written since, and the log can be emptied', async () => {
    const { lists, writer } = await openFile();
    const { scan } = lists;
    const leaving = new AbortController();
    const reading = scan(leaving.signal, async (moment) => {
      await sql`select * from notes`.execute(moment);
      abortAfter(100, leaving);
      await endless(moment);
    });
    await expect(reading).rejects.toBe(gone);
    await sql`insert into notes values ('later')`.execute(writer);
    expect((await scan(undefined, (db) => sql`select * from notes`.execute(db))).rows).toEqual([{ text: 'later' }]);
    const emptied = async () => (await sql`pragma wal_checkpoint(truncate)`.execute(writer)).rows;
    // The thread hears of the end of a transaction a moment later, and the writer waits for nobody.
    await expect.poll(emptied, IN_TIME).toMatchObject([{ busy: 0 }]);
  });

  it('a hundred times over, holds no thread', async () => {
    const { scan } = (await openFile()).lists;
    const all = () => Promise.all(Array.from({ length: PLACES.all }, () => scan(undefined, one)));
    await all();
    const before = await threads();
    for (let n = 0; n < 100; n++) {
      const leaving = new AbortController();
      const reading = scan(leaving.signal, endless);
      abortAfter(n, leaving);
      await expect(reading).rejects.toBe(gone);
    }
    await all();
    expect(await threads()).toBe(before);
  });
});

describe('a thread that nobody needs', () => {
  it('is ended, and another one started when it is needed again', async () => {
    const file = join(await temporaryFolder(), 'tokens.db');
    const { close } = openSqlite(`sqlite:${file}`);
    onTestFinished(close);
    const readers = new Readers({ file, count: 2, restAfter: 1, connect });
    onTestFinished(() => readers.close());
    const before = await threads();
    for (let n = 0; n < 3; n++) {
      const both = await Promise.all([readers.read(undefined, one), readers.read(undefined, one)]);
      expect(both.map(({ rows }) => rows)).toEqual([[{ one: 1 }], [{ one: 1 }]]);
      await expect.poll(threads, IN_TIME).toBe(before);
    }
  });
});

describe('what runs', () => {
  it('is in the way neither of what reads by keys and writes, nor of other readers', async () => {
    const { lists, reader, writer } = await openFile();
    const { scan } = lists;
    const leaving = new AbortController();
    const readings = Array.from({ length: PLACES.all - 1 }, () => scan(leaving.signal, endless));
    await sql`insert into notes values ('meanwhile')`.execute(writer);
    expect((await sql`select * from notes`.execute(reader)).rows).toEqual([{ text: 'meanwhile' }]);
    expect((await scan(undefined, one)).rows).toEqual([{ one: 1 }]);
    leaving.abort(gone);
    await Promise.all(readings.map((reading) => expect(reading).rejects.toBe(gone)));
  });

  it('keeps others waiting where there are more than threads, and one that fails hands its thread on', async () => {
    const { scan } = (await openFile()).lists;
    const leavings = Array.from({ length: PLACES.all }, () => new AbortController());
    const readings = leavings.map(({ signal }) => scan(signal, endless));
    const waiting = [scan(undefined, (db) => sql`select * from nowhere`.execute(db)), scan(undefined, one)];
    leavings[0]?.abort(gone);
    await expect(readings[0]).rejects.toBe(gone);
    await expect(waiting[0]).rejects.toThrow('no such table: nowhere');
    expect((await waiting[1])?.rows).toEqual([{ one: 1 }]);
    for (const leaving of leavings) leaving.abort(gone);
    await Promise.allSettled(readings);
  });

  it('ends with the database, and so does what waits', async () => {
    const { lists, close } = await openFile();
    const { scan } = lists;
    const readings = Array.from({ length: PLACES.all + 2 }, () => scan(undefined, endless));
    readings.push(
      scan(undefined, async (moment) => {
        await one(moment);
        return endless(moment);
      }),
    );
    await abortAfter(100, new AbortController());
    const results = Promise.allSettled(readings);
    await close();
    for (const result of await results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { message: 'The database is closed.' } });
    }
    await expect(scan(undefined, one)).rejects.toThrow('The database is closed.');
  });

  it('is of one moment', async () => {
    const { lists, writer } = await openFile();
    const { scan } = lists;
    const count = async (db: Connection) => (await sql`select * from notes`.execute(db)).rows.length;
    const counts = await scan(undefined, async (moment) => {
      const before = await count(moment);
      await sql`insert into notes values ('meanwhile')`.execute(writer);
      return [before, await count(moment)];
    });
    expect([counts, await scan(undefined, count)]).toEqual([[0, 0], 1]);
  });
});
