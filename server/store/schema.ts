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
export type AccountRow = Selectable<AccountTable>;
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

export function accountFromRow(row: AccountRow): AccountRecord {
  return {
    id: row.id,
    type: row.type,
    status: row.status,
    name: row.name,
    icon: row.icon,
    externalId: row.external_id,
    externalIds: parsed(row.external_ids),
    externalName: row.external_name,
    serviceLevel: row.service_level,
    eligibility: parsed(row.eligibility),
    address: parsed(row.address),
    website: row.website,
    description: row.description,
    technicalSupportEmail: row.technical_support_email,
    defaultLanguageCode: row.default_language_code,
    groups: parsed(row.user_groups),
    revision: row.revision,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function accountToRow(account: AccountRecord): Insertable<AccountTable> {
  return {
    id: account.id,
    type: account.type,
    status: account.status,
    name: account.name,
    icon: account.icon,
    external_id: account.externalId,
    external_ids: account.externalIds && JSON.stringify(account.externalIds),
    external_name: account.externalName,
    service_level: account.serviceLevel,
    eligibility: account.eligibility && JSON.stringify(account.eligibility),
    address: account.address && JSON.stringify(account.address),
    website: account.website,
    description: account.description,
    technical_support_email: account.technicalSupportEmail,
    default_language_code: account.defaultLanguageCode,
    user_groups: account.groups && JSON.stringify(account.groups),
    revision: account.revision,
    created_at: account.createdAt,
    updated_at: account.updatedAt,
  };
}

function parsed<T>(json: string | null): T | null {
  return json === null ? null : JSON.parse(json);
}
