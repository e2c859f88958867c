import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * An index takes some 0.1 ms to take in one row, and hardly more for hundreds: it does so once so many are waiting. Until
 * then the rows behind `indexed` are read one by one.
 */
const BATCH = 256;

const TEXTS = ['name', 'description'];
/** The texts of a row as they are searched: `folded.ts` says what `…_folded` holds. */
const texts = (row: string) =>
  sql.raw(TEXTS.map((text) => `coalesce(${row}.${text}_folded, lower(${row}.${text}))`).join(', '));
const raw = sql.raw(TEXTS.flatMap((text) => [text, `${text}_folded`]).join(', '));
const isOther = sql.raw(
  TEXTS.flatMap((text) => [text, `${text}_folded`])
    .map((column) => `old.${column} is not new.${column}`)
    .join(' or '),
);
const indexed = sql`(select indexed from text_index)`;
const remove = sql`
  insert into token_texts (token_texts, rowid, name, description) values ('delete', old.n, ${texts('old')})`;

/**
 * Names and descriptions of tokens by what stands together in them, three letters at a time. The index keeps no copy of the
 * texts; triggers keep it true, in the transaction of each change.
 */
export const textIndex: Migration = {
  async up(db: Kysely<unknown>) {
    const statements: RawBuilder<unknown>[] = [
      sql`create table text_index (indexed integer not null, batch integer not null)`,
      sql`insert into text_index select coalesce(max(n), 0), ${sql.lit(BATCH)} from tokens`,
      sql`create view indexed_texts (n, name, description) as
        select n, ${texts('tokens')} from tokens where n <= ${indexed}`,
      sql`create virtual table token_texts using fts5 (
        name, description, content='indexed_texts', content_rowid='n', columnsize=0, tokenize='trigram case_sensitive 1')`,
      sql`insert into token_texts (token_texts) values ('rebuild')`,
      sql`create trigger token_texts_inserted after insert on tokens
        when new.n <= ${indexed} or new.n >= (select indexed + batch from text_index) begin
          insert into token_texts (rowid, name, description)
            select n, ${texts('tokens')} from tokens where n > min(${indexed}, new.n - 1) and n <= new.n;
          update text_index set indexed = max(indexed, new.n);
        end`,
      sql`create trigger token_texts_updated after update of ${raw} on tokens
        when old.n <= ${indexed} and (${isOther}) begin
          ${remove};
          insert into token_texts (rowid, name, description) values (new.n, ${texts('new')});
        end`,
      sql`create trigger token_texts_deleted after delete on tokens when old.n <= ${indexed} begin ${remove}; end`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
