import { sql } from 'kysely';
import type { FieldPath } from '../../../generated/fields.ts';
import type { Words } from '../words.ts';
import { timestampColumns } from './audit.ts';
import { type Columns, column, jsonColumns, object, textColumn, value } from './column.ts';
import { moduleJsonColumns } from './settings.ts';

/** The fields of a module in SQL. */
export function moduleColumns(words: Words) {
  const json = jsonColumns(words);
  return {
    id: column('modules.id'),
    code: column('modules.code'),
    name: textColumn('modules.name'),
    description: textColumn('modules.description'),
    accountTypes: json.collection('modules.account_types', '$', 'account_types'),
    'accountTypes[]': json.word('account_types', '$'),
    ...moduleJsonColumns(words),
    revision: column('modules.revision'),
    audit: object,
    ...timestampColumns('modules', ['created', 'updated']),
    href: value(sql`'/accounts/modules/' || ${sql.ref('modules.id')}`),
  } satisfies Columns<FieldPath<'modules'>>;
}
