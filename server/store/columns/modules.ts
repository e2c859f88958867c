import { sql } from 'kysely';
import type { FieldPath } from '../../../generated/fields.ts';
import { timestampColumns } from './audit.ts';
import { type Columns, column, jsonCollection, object, textColumn, value } from './column.ts';
import { moduleJsonColumns } from './settings.ts';

/** The fields of a module in SQL. */
export const moduleColumns = {
  id: column('modules.id'),
  code: column('modules.code'),
  name: textColumn('modules.name'),
  description: textColumn('modules.description'),
  accountTypes: jsonCollection('modules.account_types', '$', 'account_types'),
  'accountTypes[]': column('account_types.value'),
  ...moduleJsonColumns,
  revision: column('modules.revision'),
  audit: object,
  ...timestampColumns('modules', ['created', 'updated']),
  href: value(sql`'/accounts/modules/' || ${sql.ref('modules.id')}`),
} satisfies Columns<FieldPath<'modules'>>;
