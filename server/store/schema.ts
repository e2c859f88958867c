import type { ColumnType, Insertable, Selectable } from 'kysely';
import type { AccountRecord, AuditEventName, ModuleRecord, TokenRecord } from '../core/ports/store.ts';

/** Columns as both databases have them: instants in milliseconds, JSON as text, booleans inside JSON only. */
type Json = ColumnType<string, string, string>;

type AuditColumns = {
  [E in AuditEventName as `${E}_at`]: E extends 'created' | 'updated' ? number : number | null;
} & {
  [E in AuditEventName as `${E}_${'by' | 'of'}_${'id' | 'name' | 'icon'}`]: string | null;
};

export interface TokenTable extends AuditColumns {
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

export interface ModuleTable {
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

export interface AccountTable {
  id: string;
  type: AccountRecord['type'];
  status: AccountRecord['status'];
  name: string;
  icon: string | null;
  external_id: string | null;
  address: Json | null;
  website: string | null;
  description: string | null;
  technical_support_email: string | null;
  default_language_code: string | null;
  revision: number;
  created_at: number;
  updated_at: number;
}

export interface AccountModuleTable {
  account_id: string;
  module_id: string;
}

export interface KeyTable {
  id: string;
  fingerprint: Uint8Array;
}

export interface Database {
  tokens: TokenTable;
  token_modules: TokenModuleTable;
  modules: ModuleTable;
  accounts: AccountTable;
  account_modules: AccountModuleTable;
  keys: KeyTable;
}

export type TokenRow = Selectable<TokenTable>;
export type NewTokenRow = Insertable<TokenTable>;
export type ModuleRow = Selectable<ModuleTable>;

export function moduleFromRow(row: ModuleRow): ModuleRecord {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    description: row.description,
    accountTypes: JSON.parse(row.account_types),
    filters: row.filters === null ? null : JSON.parse(row.filters),
    settings: JSON.parse(row.settings),
    revision: row.revision,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
