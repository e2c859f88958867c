import { sql } from 'kysely';
import type { FieldPath } from '../../generated/fields.ts';
import { column } from './columns/column.ts';
import { tokenColumns } from './columns/tokens.ts';
import type { Finder, ListSource } from './list-source.ts';
import { narrowTexts } from './sqlite/text-index.ts';
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
  narrow: narrowTexts,
  lookups: new Set(['id', 'token', 'name', 'status', 'account.id', 'audit.created.at', 'audit.updated.at']),
  walks: new Set(['audit.created.at', 'audit.updated.at', 'name', 'id']),
  served: {
    orders: new Set(['audit.created.at']),
    few: new Set(['status', 'account.type']),
    many: new Set(['account.id']),
  },
};

const UNIQUE: ReadonlySet<Path> = new Set(['id', 'token']);

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
    unique: UNIQUE,
  };
}
