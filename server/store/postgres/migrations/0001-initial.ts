import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const EVENTS = ['created', 'updated', 'enabled', 'disabled', 'deleted'];
const PARTS = ['id', 'name', 'icon'];

/** By code point, whatever the database was made with. */
const text = (...columns: string[]) => columns.map((name) => `${name} text collate "C"`).join(', ');
const required = (...columns: string[]) => columns.map((name) => `${name} text collate "C" not null`).join(', ');

const audit = EVENTS.map((event) => {
  const isRequired = event === 'created' || event === 'updated';
  const actors = ['by', 'of'].flatMap((who) => PARTS.map((part) => `${event}_${who}_${part}`));
  return `${event}_at bigint ${isRequired ? 'not null' : ''}, ${text(...actors)}`;
}).join(', ');

/** As many rows as counters have, so that changes that come at once on different connections count in different ones. */
const SHARDS = 16;

/**
 * Rows have no number of their own that grows: all servers would wait for each other to take the next one. Where a row is
 * changed often, room is left in its page, so that the new one is beside the old one and no index has to know.
 */
const TABLES = [
  `create table modules (
    id text collate "C" primary key, code text collate "C" not null unique,
    ${required('name', 'account_types', 'settings')}, ${text('description', 'filters')},
    revision integer not null, created_at bigint not null, updated_at bigint not null,
    ${text('name_folded', 'description_folded', 'settings_folded')}
  )`,
  `create table accounts (
    id text collate "C" primary key, ${required('type', 'status', 'name', 'icon')},
    ${text('external_id', 'external_ids', 'external_name', 'service_level', 'eligibility', 'address', 'website')},
    ${text('description', 'technical_support_email', 'default_language_code', 'user_groups')},
    revision integer not null, created_at bigint not null, updated_at bigint not null,
    ${text('name_folded', 'icon_folded', 'external_id_folded', 'external_ids_folded', 'external_name_folded')},
    ${text('address_folded', 'website_folded', 'description_folded', 'technical_support_email_folded')},
    ${text('default_language_code_folded', 'user_groups_folded')}
  )`,
  `create table account_modules (
    account_id text collate "C" not null references accounts (id),
    module_id text collate "C" not null references modules (id),
    primary key (account_id, module_id)
  )`,
  `create table tokens (
    id text collate "C" primary key, account_id text collate "C" not null references accounts (id),
    ${required('name', 'status', 'key_id')}, ${text('description', 'icon', 'extensions')},
    sealed bytea not null, digest bytea not null unique, last_access_at bigint, revision integer not null,
    ${audit},
    ${text('name_folded', 'description_folded', 'icon_folded', 'extensions_folded', 'audit_folded')}
  ) with (fillfactor = 90)`,
  `create table token_modules (
    token_id text collate "C" not null references tokens (id),
    module_id text collate "C" not null references modules (id),
    position integer not null, primary key (token_id, module_id)
  )`,
  'create table keys (id text collate "C" primary key, fingerprint bytea not null)',
  `create table keyed_creations (
    account_id text collate "C" not null, key text collate "C" not null, ${required('body', 'answer')},
    token_id text collate "C" not null references tokens (id), created_at bigint not null,
    primary key (account_id, key)
  )`,
  `create table audit_trail (
    at bigint not null, id text collate "C" not null, ${required('action', 'token_id', 'account_id', 'changes')},
    ${text('by_token_id', 'by_account_id', 'trace_id')}, primary key (at, id)
  )`,
  'create table outcomes (id uuid primary key, at timestamptz not null)',
  // Nobody misses it after a crash.
  'create unlogged table rate_counts (key text collate "C" primary key, taken bigint not null, ends_at timestamptz not null)',
  `create table tokens_by_account (
    account_id text collate "C" not null, status text collate "C" not null, shard smallint not null,
    total bigint not null, primary key (account_id, status, shard)
  ) with (fillfactor = 50)`,
  `create table tokens_by_type (
    account_type text collate "C" not null, status text collate "C" not null, shard smallint not null,
    total bigint not null, primary key (account_type, status, shard)
  ) with (fillfactor = 50)`,
];

/** Each ends with what makes the order total; rows without a value come first, as in every list. */
const INDEXES = [
  'create index tokens_created on tokens (created_at nulls first, id nulls first)',
  'create index tokens_status on tokens (status nulls first, created_at nulls first, id nulls first)',
  'create index tokens_account on tokens (account_id nulls first, created_at nulls first, id nulls first)',
  'create index tokens_name on tokens (name nulls first, id nulls first)',
  'create index tokens_updated on tokens (updated_at nulls first, id nulls first)',
  'create index tokens_key on tokens (key_id, id)',
  'create index token_modules_module on token_modules (module_id, token_id)',
  'create index audit_trail_token_id on audit_trail (token_id, at)',
  'create index audit_trail_account_id on audit_trail (account_id, at)',
  'create index keyed_creations_created on keyed_creations (created_at)',
];

/** How many tokens there are, of each account and each type of account: what every list says without a filter. */
const TOTALS = [
  `create function count_token(account text, status text, change integer) returns void language sql as $$
    insert into tokens_by_account values (account, status, pg_backend_pid() % ${SHARDS}, change)
      on conflict (account_id, status, shard) do update set total = tokens_by_account.total + excluded.total;
    insert into tokens_by_type select type, count_token.status, pg_backend_pid() % ${SHARDS}, change
      from accounts where id = account
      on conflict (account_type, status, shard) do update set total = tokens_by_type.total + excluded.total;
  $$`,
  `create function token_counted() returns trigger language plpgsql as $$ begin
    if tg_op <> 'INSERT' then perform count_token(old.account_id, old.status, -1); end if;
    if tg_op <> 'DELETE' then perform count_token(new.account_id, new.status, 1); end if;
    return null;
  end $$`,
  `create function account_moved() returns trigger language plpgsql as $$ begin
    insert into tokens_by_type
      select moved.type, status, pg_backend_pid() % ${SHARDS}, moved.sign * sum(total)
      from tokens_by_account, (values (old.type, -1), (new.type, 1)) as moved (type, sign)
      where account_id = new.id group by moved.type, status, moved.sign
      on conflict (account_type, status, shard) do update set total = tokens_by_type.total + excluded.total;
    return null;
  end $$`,
  'create trigger token_inserted after insert or delete on tokens for each row execute function token_counted()',
  `create trigger token_updated after update of account_id, status on tokens for each row
    when (old.account_id <> new.account_id or old.status <> new.status) execute function token_counted()`,
  `create trigger account_moved after update of type on accounts for each row
    when (old.type <> new.type) execute function account_moved()`,
];

/** Nobody changes the trail, whoever asks for it. */
const TRAIL = [
  `create function audit_trail_kept() returns trigger language plpgsql as $$ begin
    raise exception 'the audit trail is only ever appended to';
  end $$`,
  `create trigger audit_trail_row_kept before update or delete on audit_trail
    for each row execute function audit_trail_kept()`,
  `create trigger audit_trail_all_kept before truncate on audit_trail
    for each statement execute function audit_trail_kept()`,
];

/** Everything that the embedded database has by now. */
export const initial: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of [...TABLES, ...INDEXES, ...TOTALS, ...TRAIL]) await sql.raw(statement).execute(db);
  },
};
