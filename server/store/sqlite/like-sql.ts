import { type RawBuilder, sql } from 'kysely';
import type { Pattern } from '../../core/query/text.ts';

type Text = RawBuilder<unknown>;

/** What SQLite reads as one letter when it compares by letters: all of them as U+FFFD. */
export const ALIKE = /[\ufffd-\uffff]/;

/** Whether a text matches a pattern; both are folded where the case is to be ignored. Null where there is no text. */
export function likeSql(text: Text, pattern: Pattern): RawBuilder<unknown> {
  if (pattern.length === 1) return sql`${text} = ${pattern[0]}`;
  const unlike = pattern.find((piece) => ALIKE.test(piece));
  if (unlike !== undefined) return sql`(instr(${text}, ${unlike}) > 0 and ${walkSql(text, pattern)})`;
  // A bare parameter would make SQLite compile the statement anew for each value, in case an index helps with that.
  return sql`${text} glob +${pattern.map(literally).join('*')}`;
}

/** A text as a pattern of GLOB that only this text matches. */
function literally(text: string): string {
  return text.replaceAll(/[*?[]/g, '[$&]');
}

/** The same byte by byte: each piece is looked for once, from left to right, in what is behind the one before it. */
function walkSql(text: Text, [first, ...others]: Pattern): RawBuilder<unknown> {
  const last = others.pop() ?? '';
  const bytes = (value: unknown) => sql`cast(${value} as blob)`;
  const size = (value: string) => sql`length(${bytes(value)})`;
  // Of nothing, SQLite cuts null.
  const starts = first === '' ? sql`true` : sql`substr(${bytes(text)}, 1, ${size(first)}) = ${bytes(first)}`;
  const from = sql`length(rest) - ${size(last)}`;
  const ends = last === '' ? sql`true` : sql`${from} >= 0 and substr(rest, ${from} + 1) = ${bytes(last)}`;
  return sql`exists (
    with recursive walk (step, rest) as (
      select 0, substr(${bytes(text)}, ${size(first)} + 1) where ${starts}
      union all
      select step + 1, substr(rest, instr(rest, piece) + length(piece))
        from walk join (
          select key, ${bytes(sql.ref('value'))} as piece from json_each(${JSON.stringify(others)})
        ) on key = step
        where instr(rest, piece) > 0
    )
    select 1 from walk where step = ${others.length} and ${ends}
  )`;
}
