import { type RawBuilder, sql } from 'kysely';
import type { FieldPath } from '../../../generated/fields.ts';
import { AUDIT_EVENTS } from '../../core/ports/store.ts';
import type { Words } from '../words.ts';
import { accountColumns } from './accounts.ts';
import { auditColumns } from './audit.ts';
import {
  type Column,
  type Columns,
  collection,
  column,
  jsonColumns,
  object,
  prefixed,
  textColumn,
  value,
} from './column.ts';
import { moduleColumns } from './modules.ts';

/** The fields of a token in SQL. A new field of the contract does not compile until it has its place here. */
export function tokenColumns(words: Words) {
  const json = jsonColumns(words);
  return {
    id: column('tokens.id'),
    name: textColumn('tokens.name'),
    description: textColumn('tokens.description'),
    icon: textColumn('tokens.icon'),
    status: column('tokens.status'),
    // Compared by its digest only: see `FilterOptions.digests`.
    token: column('tokens.digest'),
    account: object,
    ...prefixed('account.', accountColumns(words), ofAccount),
    'account.id': column('tokens.account_id'),
    modules: collection(anyModule),
    'modules[]': object,
    ...prefixed('modules[].', moduleColumns(words)),
    extensions: json.collection('tokens.extensions', '$', 'extensions'),
    'extensions[]': object,
    'extensions[].id': json.element('tokens.extensions', '$', 'extensions', '$.id'),
    lastAccessAt: column('tokens.last_access_at'),
    revision: column('tokens.revision'),
    audit: object,
    ...auditColumns(words, 'tokens', AUDIT_EVENTS),
    href: value(sql`'/accounts/api-tokens/' || ${sql.ref('tokens.id')}`),
  } satisfies Columns<FieldPath<'apiTokens'>>;
}

/** A field of the token's account. */
function ofAccount(field: Column): Column {
  const theAccount = sql`from accounts where accounts.id = tokens.account_id`;
  switch (field.kind) {
    case 'object':
      return field;
    case 'value':
      return value(sql`(select ${field.expression} ${theAccount})`, sql`(select ${field.folded} ${theAccount})`);
    case 'collection':
      return collection((condition) => sql`exists (select 1 ${theAccount} and ${field.anyElement(condition)})`);
  }
}

function anyModule(condition: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (
    select 1 from token_modules join modules on modules.id = token_modules.module_id
    where token_modules.token_id = tokens.id and ${condition}
  )`;
}
