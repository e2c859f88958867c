import { type RawBuilder, sql } from 'kysely';
import type { Pattern } from '../../core/query/text.ts';
import type { Words } from '../words.ts';
import { comesAgain } from './statements.ts';

type Sql = RawBuilder<unknown>;

/** Values are bound as text, so each says what it is: a number may be larger than the column that it is compared with. */
const TYPES: Readonly<Record<string, Sql>> = {
  text: sql`text`,
  number: sql`double precision`,
  timestamp: sql`bigint`,
  boolean: sql`integer`,
};

/** What is said to PostgreSQL. A text that is no column is compared by code point only where it says so: `collate "C"`. */
export const postgresWords: Words = {
  jsonText: (json, path) => text(sql`${asJson(json)} #>> ${keysAt(path)}`),
  jsonFlag: (json, path) => sql`cast(cast(${asJson(json)} #>> ${keysAt(path)} as boolean) as integer)`,
  elements(json, path, alias) {
    const array = sql`${asJson(json)} #> ${keysAt(path)}`;
    const elements = sql`jsonb_array_elements(case jsonb_typeof(${array}) when 'array' then ${array} end)`;
    return sql`${elements} with ordinality as ${sql.ref(alias)} (value, place)`;
  },
  elementText: (alias, path) => text(sql`${sql.ref(`${alias}.value`)} #>> ${keysAt(path)}`),
  sameElementText(json, arrayPath, alias, path) {
    const element = sql`${asJson(json)} #> ${keysAt(arrayPath)} -> cast(${sql.ref(`${alias}.place`)} - 1 as integer)`;
    return text(sql`(${element}) #>> ${keysAt(path)}`);
  },
  like: likeSql,
  bound: (value, type) =>
    sql`cast(${typeof value === 'boolean' ? Number(value) : value} as ${TYPES[type] ?? sql`text`})`,
  // Who needs it no more cancels it.
  stillWanted: () => sql`true`,
  comesAgain,
  textsOf: (json) => sql<string>`(select jsonb_array_elements_text(cast(${json} as jsonb)))`,
  // Only an array of a query is sure to keep its order.
  joinedIds: (rows, separator) => sql`
    select array_to_string(all_ids, ${separator}) as ids, cardinality(all_ids) as count
      from (select array(select id from (${rows}) as page) as all_ids) as joined`,
};

function asJson(json: Sql): Sql {
  return sql`cast(${json} as jsonb)`;
}

function text(expression: Sql): Sql {
  return sql`(${expression}) collate "C"`;
}

/** `$.a."b.c"` as the array of its keys. */
function keysAt(path: string): Sql {
  const keys = Array.from(path.matchAll(/\.(?:"([^"]+)"|([^."]+))/g), ([, quoted, plain]) => quoted ?? plain ?? '');
  return sql`cast(array[${sql.join(keys.map((key) => sql.lit(key)))}] as text[])`;
}

function likeSql(whole: Sql, pattern: Pattern): Sql {
  if (pattern.length === 1) return sql`${whole} = ${postgresWords.bound(pattern[0], 'text')}`;
  return sql`${whole} like ${postgresWords.bound(pattern.map(literally).join('%'), 'text')}`;
}

/** A text as a pattern that only this text matches. */
function literally(piece: string): string {
  return piece.replaceAll(/[\\%_]/g, '\\$&');
}
