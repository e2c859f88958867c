import type { AccountRecord, ModuleRecord } from '../core/ports/store.ts';
import { folded, foldedJson } from './folded.ts';
import type { AccountRow, ModuleRow, NewAccountRow, NewModuleRow } from './schema.ts';

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

export function moduleToRow(module: ModuleRecord): NewModuleRow {
  return {
    id: module.id,
    code: module.code,
    name: module.name,
    description: module.description,
    account_types: JSON.stringify(module.accountTypes),
    filters: module.filters && JSON.stringify(module.filters),
    settings: JSON.stringify(module.settings),
    revision: module.revision,
    created_at: module.createdAt,
    updated_at: module.updatedAt,
    name_folded: folded(module.name),
    description_folded: folded(module.description),
    settings_folded: foldedJson(module.settings),
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

export function accountToRow(account: AccountRecord): NewAccountRow {
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
    name_folded: folded(account.name),
    icon_folded: folded(account.icon),
    external_id_folded: folded(account.externalId),
    external_ids_folded: foldedJson(account.externalIds),
    external_name_folded: folded(account.externalName),
    address_folded: foldedJson(account.address),
    website_folded: folded(account.website),
    description_folded: folded(account.description),
    technical_support_email_folded: folded(account.technicalSupportEmail),
    default_language_code_folded: folded(account.defaultLanguageCode),
    user_groups_folded: foldedJson(account.groups),
  };
}

function parsed<T>(json: string | null): T | null {
  return json === null ? null : JSON.parse(json);
}
