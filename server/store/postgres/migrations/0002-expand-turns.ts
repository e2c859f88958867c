import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What servers lock that change something, one after the other: a table without rows, which nothing else locks. */
export const turns: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table turns (id integer primary key)`.execute(db);
  },
};
