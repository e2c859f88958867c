import { type RawBuilder, sql } from 'kysely';
import type { Words } from '../words.ts';
import { likeSql } from './like-sql.ts';
import { stillWanted } from './still-wanted.ts';
import { narrowTexts } from './text-index.ts';

/** What is said to SQLite. */
export const sqliteWords: Words = {
  jsonText: extracted,
  jsonFlag: extracted,
  elements: (json, path, alias) => sql`json_each(${json}, ${sql.lit(path)}) as ${sql.ref(alias)}`,
  elementText(alias, path) {
    const element = sql.ref(`${alias}.value`);
    return path === '$' ? element : extracted(element, path);
  },
  sameElementText(json, _arrayPath, alias, path) {
    return sql`json_extract(${json}, ${sql.ref(`${alias}.fullkey`)} || ${sql.lit(path.slice(1))})`;
  },
  like: likeSql,
  // SQLite binds no boolean, and its JSON functions answer with 1 and 0.
  bound: (value) => sql.val(typeof value === 'boolean' ? Number(value) : value),
  stillWanted,
  narrowTexts,
  textsOf: (json) => sql<string>`(select value from json_each(${json}))`,
  joinedIds: (rows, separator) => sql`
    select group_concat(id, ${separator}) as ids, count(*) as count from (${rows}) as page`,
};

function extracted(json: RawBuilder<unknown>, path: string): RawBuilder<unknown> {
  return sql`json_extract(${json}, ${sql.lit(path)})`;
}
