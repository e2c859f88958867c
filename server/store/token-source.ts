import { sql } from 'kysely';
import type { FieldPath } from '../../generated/fields.ts';
import { column } from './columns/column.ts';
import { tokenColumns } from './columns/tokens.ts';
import type { ListSource } from './list.ts';
import type { Finder } from './search.ts';
import { searchTexts } from './sqlite/text-index.ts';
import type { KeptTotals } from './totals.ts';

type Path = FieldPath<'apiTokens'>;

const KEPT: readonly KeptTotals<Path>[] = [
  {
    from: sql`tokens_by_type as tokens`,
    columns: { ...tokenColumns, 'account.type': column('tokens.account_type') },
    tells: (path) => path === 'status' || path === 'account.type',
  },
  {
    from: sql`tokens_by_account as tokens`,
    columns: tokenColumns,
    tells: (path) => path === 'status' || path.startsWith('account.'),
  },
];

const FINDER: Finder<Path> = {
  search: searchTexts,
  lookups: new Set(['id', 'token', 'name', 'status', 'account.id', 'audit.created.at', 'audit.updated.at']),
  walks: [['audit.created.at', 'id'], ['audit.updated.at', 'id'], ['name', 'id'], ['id']],
};

/** Where lists of tokens come from. @param digests The digests of a credential that a filter names. */
export function tokenSource(
  digests: (credential: string) => readonly Uint8Array[] = () => [],
): ListSource<'apiTokens'> {
  return {
    table: 'tokens',
    columns: tokenColumns,
    digested: { path: 'token', digests },
    totals: KEPT,
    finder: FINDER,
  };
}
