import { sql } from 'kysely';
import type { FieldPath } from '../../../generated/fields.ts';
import { timestampColumns } from './audit.ts';
import { type Columns, column, jsonCollection, jsonValue, object, value } from './column.ts';

/** The fields of an account in SQL. */
export const accountColumns = {
  id: column('accounts.id'),
  type: column('accounts.type'),
  status: column('accounts.status'),
  name: column('accounts.name'),
  icon: column('accounts.icon'),
  externalId: column('accounts.external_id'),
  externalIds: object,
  'externalIds.pyraTenantId': jsonValue('accounts.external_ids', '$.pyraTenantId'),
  externalName: column('accounts.external_name'),
  serviceLevel: column('accounts.service_level'),
  eligibility: object,
  'eligibility.client': jsonValue('accounts.eligibility', '$.client'),
  'eligibility.partner': jsonValue('accounts.eligibility', '$.partner'),
  address: object,
  'address.addressLine1': jsonValue('accounts.address', '$.addressLine1'),
  'address.addressLine2': jsonValue('accounts.address', '$.addressLine2'),
  'address.postCode': jsonValue('accounts.address', '$.postCode'),
  'address.city': jsonValue('accounts.address', '$.city'),
  'address.state': jsonValue('accounts.address', '$.state'),
  'address.country': jsonValue('accounts.address', '$.country'),
  website: column('accounts.website'),
  description: column('accounts.description'),
  technicalSupportEmail: column('accounts.technical_support_email'),
  defaultLanguageCode: column('accounts.default_language_code'),
  groups: jsonCollection('accounts.user_groups', '$', 'user_groups'),
  'groups[]': object,
  'groups[].id': jsonValue('user_groups.value', '$.id'),
  'groups[].name': jsonValue('user_groups.value', '$.name'),
  revision: column('accounts.revision'),
  audit: object,
  ...timestampColumns('accounts', ['created', 'updated']),
  href: value(sql`'/accounts/accounts/' || ${sql.ref('accounts.id')}`),
} satisfies Columns<FieldPath<'accounts'>>;
