import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const add = (row: string) =>
  sql.raw(`
  insert into tokens_by_account values (${row}.account_id, ${row}.status, 1)
    on conflict (account_id, status) do update set total = total + 1;
  insert into tokens_by_type select type, ${row}.status, 1 from accounts where id = ${row}.account_id
    on conflict (account_type, status) do update set total = total + 1;`);
const take = sql.raw(`
  update tokens_by_account set total = total - 1 where account_id = old.account_id and status = old.status;
  update tokens_by_type set total = total - 1
    where account_type = (select type from accounts where id = old.account_id) and status = old.status;`);

/** How many tokens there are, of each account and of each type of account: what every list says without a filter. */
export const keptTotals: Migration = {
  async up(db: Kysely<unknown>) {
    const statements: RawBuilder<unknown>[] = [
      sql`create table tokens_by_account (
        account_id text not null, status text not null, total integer not null, primary key (account_id, status)
      ) without rowid`,
      sql`create table tokens_by_type (
        account_type text not null, status text not null, total integer not null, primary key (account_type, status)
      ) without rowid`,
      sql`insert into tokens_by_account select account_id, status, count(*) from tokens group by account_id, status`,
      sql`insert into tokens_by_type select type, tokens_by_account.status, sum(total)
        from tokens_by_account join accounts on accounts.id = account_id group by type, tokens_by_account.status`,
      sql`create trigger token_totals_inserted after insert on tokens begin ${add('new')} end`,
      sql`create trigger token_totals_deleted after delete on tokens begin ${take} end`,
      sql`create trigger token_totals_updated after update of account_id, status on tokens
        when old.account_id is not new.account_id or old.status is not new.status begin ${take} ${add('new')} end`,
      sql`create trigger token_totals_moved after update of type on accounts when old.type is not new.type begin
        update tokens_by_type set total = total - kept.total from tokens_by_account as kept
          where kept.account_id = new.id and account_type = old.type and tokens_by_type.status = kept.status;
        insert into tokens_by_type select new.type, status, total from tokens_by_account where account_id = new.id
          on conflict (account_type, status) do update set total = total + excluded.total;
        end`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
