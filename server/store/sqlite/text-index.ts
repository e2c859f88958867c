import { sql } from 'kysely';
import type { FieldPath } from '../../../generated/fields.ts';
import type { Filter } from '../../core/query/filter.ts';
import { fold } from '../../core/query/text.ts';
import type { Narrowed } from '../narrowed.ts';
import { ALIKE } from './like-sql.ts';

type TokenFilter = Filter<FieldPath<'apiTokens'>>;
type Like = Extract<TokenFilter, { op: 'like' }>;

/** A query of the index `token_texts`, and whether just those rows meet it that meet the filter it is made of. */
interface Match {
  query: string;
  isExact: boolean;
  /** How many lists of the index it reads: one for each three letters in a row. */
  lists: number;
}

/** The fields in the index, which calls them the same. */
const INDEXED = new Set<string>(['name', 'description'] satisfies FieldPath<'apiTokens'>[]);
/** What the index knows is so many letters in a row. */
const LEAST = 3;
/** Of a longer piece the beginning is looked for: with each letter the index reads one list more. */
const MOST = 18;
/**
 * Nothing ends the index while it reads its lists, and each may have every letter of every text. What would read more of them
 * is found row by row, which asks whether it is still wanted.
 */
const MOST_LISTS = 32;

/** How the index of names and descriptions narrows a filter of tokens; undefined where it does not [rql.ilike]. */
export function narrowTexts(filter: TokenFilter): Narrowed | undefined {
  const match = matchOf(filter);
  if (!match || match.lists > MOST_LISTS) return undefined;
  return {
    indexed: sql`select rowid as n from token_texts where token_texts match ${match.query}`,
    others: sql`select n from tokens where n > (select indexed from text_index)`,
    isExact: match.isExact,
  };
}

function matchOf(filter: TokenFilter): Match | undefined {
  switch (filter.op) {
    case 'and':
      return joined(filter.terms.map(matchOf), 'AND');
    case 'or': {
      const matches = filter.terms.map(matchOf);
      return matches.includes(undefined) ? undefined : joined(matches, 'OR');
    }
    case 'like':
      return likeMatch(filter);
    default:
      return undefined;
  }
}

/** The index holds folded texts: of a pattern with its case it knows what may match. */
function likeMatch({ field, pattern, ignoreCase }: Like): Match | undefined {
  if (!INDEXED.has(field.path)) return undefined;
  const pieces = ignoreCase ? pattern : pattern.map(fold);
  const match = joined(
    pieces.flatMap((piece, at) => (piece === '' ? [] : [phrase(field.path, piece, at === 0)])),
    'AND',
  );
  return match && { ...match, isExact: match.isExact && ignoreCase && isOneRun(pieces) };
}

/** A piece that is somewhere in a field, or at its start. */
function phrase(column: string, piece: string, isFirst: boolean): Match | undefined {
  const letters = Array.from(piece);
  if (letters.length < LEAST) return undefined;
  const text = letters.slice(0, MOST).join('').replaceAll('"', '""');
  return {
    query: `${column} : ${isFirst ? '^ ' : ''}"${text}"`,
    isExact: letters.length <= MOST && !ALIKE.test(piece),
    lists: Math.min(letters.length, MOST) - LEAST + 1,
  };
}

/** Whether a pattern is `piece*` or `*piece*`: the index knows no end of a text, and no order of pieces. */
function isOneRun(pieces: readonly string[]): boolean {
  return pieces.length > 1 && pieces.at(-1) === '' && pieces.filter((piece) => piece !== '').length === 1;
}

/** Exact if all of them are; what the index knows nothing of narrows nothing. */
function joined(matches: readonly (Match | undefined)[], operator: 'AND' | 'OR'): Match | undefined {
  const known = matches.filter((match) => match !== undefined);
  const [only, ...others] = known;
  if (!only) return undefined;
  const query = others.length === 0 ? only.query : `(${known.map((match) => match.query).join(` ${operator} `)})`;
  const lists = known.reduce((sum, match) => sum + match.lists, 0);
  return { query, isExact: matches.every((match) => match?.isExact), lists };
}
