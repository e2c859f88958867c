import { sql } from 'kysely';
import type { FieldPath } from '../../generated/fields.ts';
import { onceFor } from '../core/once-for.ts';
import { column } from './columns/column.ts';
import { tokenColumns } from './columns/tokens.ts';
import type { Finder, ListSource } from './list-source.ts';
import type { Words } from './words.ts';

type Path = FieldPath<'apiTokens'>;

const FINDER: Omit<Finder<Path>, 'narrow'> = {
  lookups: new Set(['id', 'token', 'name', 'status', 'account.id', 'audit.created.at', 'audit.updated.at']),
  walks: new Set(['audit.created.at', 'audit.updated.at', 'name', 'id']),
  served: {
    orders: new Set(['audit.created.at']),
    few: new Set(['status', 'account.type']),
    many: new Set(['account.id']),
  },
};

const UNIQUE: ReadonlySet<Path> = new Set(['id', 'token']);

const sourceOf = onceFor((words: Words): ListSource<'apiTokens'> => {
  const columns = tokenColumns(words);
  const { narrowTexts } = words;
  return {
    table: 'tokens',
    words,
    columns,
    totals: [
      {
        words,
        from: sql`tokens_by_type as tokens`,
        columns: { ...columns, 'account.type': column('tokens.account_type') },
        tells: (path) => path === 'status' || path === 'account.type',
      },
      {
        words,
        from: sql`tokens_by_account as tokens`,
        columns,
        tells: (path) => path === 'status' || path.startsWith('account.'),
      },
    ],
    ...(narrowTexts && { finder: { ...FINDER, narrow: narrowTexts } }),
    unique: UNIQUE,
  };
});

/** Where lists of tokens come from. @param digests The digests of a credential that a filter names. */
export function tokenSource(
  words: Words,
  digests: (credential: string) => readonly Uint8Array[] = () => [],
): ListSource<'apiTokens'> {
  return { ...sourceOf(words), digested: { path: 'token', digests } };
}
