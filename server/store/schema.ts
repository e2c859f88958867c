import type { ColumnType, Generated, Insertable, Selectable } from 'kysely';
import type { AccountRecord, AuditEventName, TokenRecord } from '../core/ports/store.ts';
import type { TrailEntry } from '../core/ports/trail.ts';

/** Columns as both databases have them: instants in milliseconds, JSON as text, booleans inside JSON only. */
type Json = ColumnType<string, string, string>;

/** What stands beside columns with texts: see `folded.ts`. */
type Folded<C extends string> = { [Column in C as `${Column}_folded`]: string | null };

type AuditColumns = {
  [E in AuditEventName as `${E}_at`]: E extends 'created' | 'updated' ? number : number | null;
} & {
  [E in AuditEventName as `${E}_${'by' | 'of'}_${'id' | 'name' | 'icon'}`]: string | null;
};

export interface TokenTable extends AuditColumns, Folded<'name' | 'description' | 'icon' | 'extensions' | 'audit'> {
  /** By which other tables of the database know it; it grows with each token. */
  n: Generated<number>;
  id: string;
  account_id: string;
  name: string;
  description: string | null;
  icon: string | null;
  status: TokenRecord['status'];
  key_id: string;
  sealed: Uint8Array;
  digest: Uint8Array;
  extensions: Json | null;
  last_access_at: number | null;
  revision: number;
}

export interface TokenModuleTable {
  token_id: string;
  module_id: string;
  position: number;
}

export interface ModuleTable extends Folded<'name' | 'description' | 'settings'> {
  id: string;
  code: string;
  name: string;
  description: string | null;
  account_types: Json;
  filters: Json | null;
  settings: Json;
  revision: number;
  created_at: number;
  updated_at: number;
}

type AccountText =
  | 'name'
  | 'icon'
  | 'external_id'
  | 'external_ids'
  | 'external_name'
  | 'address'
  | 'website'
  | 'description'
  | 'technical_support_email'
  | 'default_language_code'
  | 'user_groups';

export interface AccountTable extends Folded<AccountText> {
  id: string;
  type: AccountRecord['type'];
  status: AccountRecord['status'];
  name: string;
  /** Every account has one [account.icon]: the column is nullable in the first version only. */
  icon: string;
  external_id: string | null;
  external_ids: Json | null;
  external_name: string | null;
  service_level: AccountRecord['serviceLevel'];
  eligibility: Json | null;
  address: Json | null;
  website: string | null;
  description: string | null;
  technical_support_email: string | null;
  default_language_code: string | null;
  user_groups: Json | null;
  revision: number;
  created_at: number;
  updated_at: number;
}

export interface AccountModuleTable {
  account_id: string;
  module_id: string;
}

/** How many tokens there are, kept by the database itself: of an account … */
export interface TokensByAccountTable {
  account_id: string;
  status: TokenRecord['status'];
  total: number;
}

/** … and of all accounts of a type. */
export interface TokensByTypeTable {
  account_type: AccountRecord['type'];
  status: TokenRecord['status'];
  total: number;
}

export interface KeyTable {
  id: string;
  fingerprint: Uint8Array;
}

/** What was answered to a creation with an `Idempotency-Key`. */
export interface KeyedCreationTable {
  n: Generated<number>;
  account_id: string;
  key: string;
  body: string;
  token_id: string;
  answer: string;
  created_at: number;
}

/** Who did what to which token: see `core/ports/trail.ts`. */
export interface TrailTable {
  at: number;
  id: string;
  action: TrailEntry['action'];
  token_id: string;
  account_id: string;
  by_token_id: string | null;
  by_account_id: string | null;
  trace_id: string | null;
  changes: string;
}

export interface Database {
  tokens: TokenTable;
  token_modules: TokenModuleTable;
  modules: ModuleTable;
  accounts: AccountTable;
  account_modules: AccountModuleTable;
  tokens_by_account: TokensByAccountTable;
  tokens_by_type: TokensByTypeTable;
  keys: KeyTable;
  keyed_creations: KeyedCreationTable;
  audit_trail: TrailTable;
}

export type TrailRow = Selectable<TrailTable>;
export type TokenRow = Selectable<TokenTable>;
export type NewTokenRow = Insertable<TokenTable>;
export type AccountRow = Selectable<AccountTable>;
export type NewAccountRow = Insertable<AccountTable>;
export type ModuleRow = Selectable<ModuleTable>;
export type NewModuleRow = Insertable<ModuleTable>;
