import { type RawBuilder, sql } from 'kysely';
import type { FieldPath } from '../../../generated/fields.ts';
import { AUDIT_EVENTS } from '../../core/ports/store.ts';
import { auditColumns } from './audit.ts';
import { type Columns, collection, column, jsonCollection, jsonValue, object, value } from './column.ts';
import { moduleJsonColumns } from './settings.ts';

/** The fields of a token in SQL. A new field of the contract does not compile until it has its place here. */
export const tokenColumns = {
  id: column('tokens.id'),
  name: column('tokens.name'),
  description: column('tokens.description'),
  icon: column('tokens.icon'),
  status: column('tokens.status'),
  // Compared by its digest only: see `FilterOptions.digests`.
  token: column('tokens.digest'),
  account: object,
  'account.id': column('tokens.account_id'),
  'account.type': ofAccount('type'),
  'account.status': ofAccount('status'),
  'account.name': ofAccount('name'),
  'account.icon': ofAccount('icon'),
  modules: collection(anyModule),
  'modules[]': object,
  'modules[].id': column('modules.id'),
  'modules[].name': column('modules.name'),
  'modules[].description': column('modules.description'),
  ...moduleJsonColumns('modules[].'),
  extensions: jsonCollection('tokens.extensions', '$', 'extensions'),
  'extensions[]': object,
  'extensions[].id': jsonValue('extensions.value', '$.id'),
  lastAccessAt: column('tokens.last_access_at'),
  revision: column('tokens.revision'),
  audit: object,
  ...auditColumns('tokens', AUDIT_EVENTS),
  href: value(sql`'/accounts/api-tokens/' || ${sql.ref('tokens.id')}`),
} satisfies Columns<FieldPath<'apiTokens'>>;

function ofAccount(name: string) {
  const account = sql`(select ${sql.ref(`accounts.${name}`)} from accounts where accounts.id = tokens.account_id)`;
  return value(account);
}

function anyModule(condition: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (
    select 1 from token_modules join modules on modules.id = token_modules.module_id
    where token_modules.token_id = tokens.id and ${condition}
  )`;
}
