import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

/** Who is calling, as one row. */
export interface CallerRow {
  id: string;
  name: string;
  icon: string | null;
  digest: Uint8Array;
  lastAccessAt: number | null;
  accountId: string;
  accountType: string;
  accountName: string;
  accountIcon: string | null;
  /** Codes of its modules, joined by commas. */
  codes: string | null;
}

export interface AccountRow {
  id: string;
  type: string;
  status: string;
  name: string;
  icon: string | null;
}

export interface TokenRow {
  id: string;
  name: string;
  description: string | null;
  icon: string | null;
  status: string;
  keyId: string;
  sealed: Uint8Array;
  extensions: string | null;
  lastAccessAt: number | null;
  revision: number;
  createdAt: number;
  accountId: string;
  accountType: string;
  accountStatus: string;
  accountName: string;
  accountIcon: string | null;
}

export interface ModuleRow {
  tokenId: string;
  id: string;
  name: string;
  description: string | null;
  filters: string | null;
  settings: string;
}

/** A module that the tokens of an account may be given. */
export interface AvailableRow extends Omit<ModuleRow, 'tokenId'> {
  accountTypes: string;
}

const CALLER = `
  select t.id, t.name, t.icon, t.digest, t.last_access_at as lastAccessAt, a.id as accountId, a.type as accountType,
    a.name as accountName, a.icon as accountIcon,
    (select group_concat(m.code) from token_modules tm join modules m on m.id = tm.module_id where tm.token_id = t.id)
      as codes
  from tokens t join accounts a on a.id = t.account_id`;

const TOKEN = `
  select t.id, t.name, t.description, t.icon, t.status, t.key_id as keyId, t.sealed, t.extensions,
    t.last_access_at as lastAccessAt, t.revision, t.created_at as createdAt, a.id as accountId, a.type as accountType,
    a.status as accountStatus, a.name as accountName, a.icon as accountIcon
  from tokens t join accounts a on a.id = t.account_id`;

const MODULES = `
  select tm.token_id as tokenId, m.id, m.name, m.description, m.filters, m.settings
  from token_modules tm join modules m on m.id = tm.module_id`;

const FOLDED = ['name', 'description', 'icon', 'extensions', 'audit'].map((text) => `${text}_folded`).join(', ');

const ACTOR = (event: string) =>
  ['at', 'by_id', 'by_name', 'by_icon', 'of_id', 'of_name', 'of_icon'].map((part) => `${event}_${part}`).join(', ');

/** Every statement of the peers, prepared once. @param file A database that the server has made. */
export function prepareStatements(file: string) {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'cache_size = -65536']) {
    database.exec(`PRAGMA ${pragma}`);
  }
  const prepare = (sql: string) => database.prepare(sql);
  return {
    callerByDigest: one<CallerRow>(prepare(`${CALLER} where t.digest = ? and t.status = 'Active'`)),
    callerById: one<CallerRow>(prepare(`${CALLER} where t.id = ? and t.status = 'Active'`)),
    touch: run(prepare('update tokens set last_access_at = ? where id = ?')),
    token: one<TokenRow>(prepare(`${TOKEN} where t.id = ?`)),
    page: all<TokenRow>(prepare(`${TOKEN} order by t.created_at, t.id limit ? offset ?`)),
    pageAfter: all<TokenRow>(
      prepare(`${TOKEN} where (t.created_at, t.id) > (?, ?) and t.created_at <= ? order by t.created_at, t.id limit ?`),
    ),
    count: one<{ total: number }>(prepare('select sum(total) as total from tokens_by_type')),
    modules: all<ModuleRow>(prepare(`${MODULES} where tm.token_id = ? order by tm.position`)),
    modulesOfAll: all<ModuleRow>(
      prepare(`${MODULES} where tm.token_id in (select value from json_each(?)) order by tm.token_id, tm.position`),
    ),
    account: one<AccountRow>(prepare('select id, type, status, name, icon from accounts where id = ?')),
    available: one<AvailableRow>(
      prepare(`
        select m.id, m.name, m.description, m.filters, m.settings, m.account_types as accountTypes
        from modules m join account_modules am on am.module_id = m.id where am.account_id = ? and m.id = ?`),
    ),
    latestCreation: one<{ at: number | null }>(prepare('select max(created_at) as at from tokens')),
    insertToken: run(
      prepare(`
        insert into tokens (id, account_id, name, description, icon, status, key_id, sealed, digest, extensions, revision,
          ${FOLDED}, ${ACTOR('created')}, ${ACTOR('updated')})
        values (?, ?, ?, ?, ?, 'Active', ?, ?, ?, ?, 1, ${Array(19).fill('?').join(', ')}) on conflict do nothing`),
    ),
    insertModule: run(prepare('insert into token_modules (token_id, module_id, position) values (?, ?, ?)')),
    insertTrail: run(
      prepare(`
        insert into audit_trail (at, id, action, token_id, account_id, by_token_id, by_account_id, trace_id, changes)
        values (?, ?, 'created', ?, ?, ?, ?, null, ?)`),
    ),
    begin: run(prepare('begin immediate')),
    commit: run(prepare('commit')),
    rollback: () => void (database.isTransaction && database.exec('rollback')),
  };
}

export type Statements = ReturnType<typeof prepareStatements>;

function one<R>(statement: StatementSync) {
  return (...parameters: SQLInputValue[]) => statement.get(...parameters) as R | undefined;
}

function all<R>(statement: StatementSync) {
  return (...parameters: SQLInputValue[]) => statement.all(...parameters) as R[];
}

function run(statement: StatementSync) {
  return (...parameters: SQLInputValue[]) => statement.run(...parameters);
}
