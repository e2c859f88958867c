import { sql } from 'kysely';
import type { FieldPath } from '../../../generated/fields.ts';
import type { Words } from '../words.ts';
import { timestampColumns } from './audit.ts';
import { type Columns, column, jsonColumns, object, textColumn, value } from './column.ts';

/** The fields of an account in SQL. */
export function accountColumns(words: Words) {
  const json = jsonColumns(words);
  return {
    id: column('accounts.id'),
    type: column('accounts.type'),
    status: column('accounts.status'),
    name: textColumn('accounts.name'),
    icon: textColumn('accounts.icon'),
    externalId: textColumn('accounts.external_id'),
    externalIds: object,
    'externalIds.pyraTenantId': json.text('accounts.external_ids', '$.pyraTenantId'),
    externalName: textColumn('accounts.external_name'),
    serviceLevel: column('accounts.service_level'),
    eligibility: object,
    'eligibility.client': json.flag('accounts.eligibility', '$.client'),
    'eligibility.partner': json.flag('accounts.eligibility', '$.partner'),
    address: object,
    'address.addressLine1': json.text('accounts.address', '$.addressLine1'),
    'address.addressLine2': json.text('accounts.address', '$.addressLine2'),
    'address.postCode': json.text('accounts.address', '$.postCode'),
    'address.city': json.text('accounts.address', '$.city'),
    'address.state': json.text('accounts.address', '$.state'),
    'address.country': json.text('accounts.address', '$.country'),
    website: textColumn('accounts.website'),
    description: textColumn('accounts.description'),
    technicalSupportEmail: textColumn('accounts.technical_support_email'),
    defaultLanguageCode: textColumn('accounts.default_language_code'),
    groups: json.collection('accounts.user_groups', '$', 'user_groups'),
    'groups[]': object,
    'groups[].id': json.element('accounts.user_groups', '$', 'user_groups', '$.id'),
    'groups[].name': json.element('accounts.user_groups', '$', 'user_groups', '$.name'),
    revision: column('accounts.revision'),
    audit: object,
    ...timestampColumns('accounts', ['created', 'updated']),
    href: value(sql`'/accounts/accounts/' || ${sql.ref('accounts.id')}`),
  } satisfies Columns<FieldPath<'accounts'>>;
}
