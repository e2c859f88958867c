import { type Kysely, type RawBuilder, sql } from 'kysely';
import { folded, foldedJson } from '../folded.ts';

/** How many rows are in memory at once. */
const BATCH = 1_000;
const EVENTS = ['created', 'updated', 'enabled', 'disabled', 'deleted'];
const PARTS = ['id', 'name', 'icon'];

type Row = Record<string, string | null>;
type Fold = (row: Row) => string | null;

/** A table, its key, the columns that its folded ones are made of, and how. */
interface Texts {
  table: string;
  key: string;
  columns: string[];
  folds: Record<string, Fold>;
}

const text = (column: string): [string, Fold] => [column, (row) => folded(row[column] ?? null)];
const json = (column: string): [string, Fold] => [column, (row) => foldedJson(JSON.parse(row[column] ?? 'null'))];

/** What the code that writes rows writes beside them, for rows that are there: by its own functions, or they would differ. */
export function fillModules(db: Kysely<unknown>): Promise<void> {
  const folds = Object.fromEntries([text('name'), text('description'), json('settings')]);
  return fill(db, { table: 'modules', key: 'id', columns: Object.keys(folds), folds });
}

export function fillAccounts(db: Kysely<unknown>): Promise<void> {
  const texts = [
    'name',
    'icon',
    'external_id',
    'external_name',
    'website',
    'description',
    'technical_support_email',
    'default_language_code',
  ];
  const folds = Object.fromEntries([...texts.map(text), ...['external_ids', 'address', 'user_groups'].map(json)]);
  return fill(db, { table: 'accounts', key: 'id', columns: Object.keys(folds), folds });
}

export function fillTokens(db: Kysely<unknown>): Promise<void> {
  const own = Object.fromEntries([text('name'), text('description'), text('icon'), json('extensions')]);
  const audit = EVENTS.flatMap((event) =>
    ['by', 'of'].flatMap((who) => PARTS.map((part) => `${event}_${who}_${part}`)),
  );
  const folds = { ...own, audit: (row: Row) => foldedJson(auditOf(row)) };
  return fill(db, { table: 'tokens', key: 'n', columns: [...Object.keys(own), ...audit], folds });
}

function auditOf(row: Row): unknown {
  const actor = (event: string, who: string) =>
    Object.fromEntries(PARTS.map((part) => [part, row[`${event}_${who}_${part}`] ?? undefined]));
  return Object.fromEntries(EVENTS.map((event) => [event, { by: actor(event, 'by'), of: actor(event, 'of') }]));
}

/** Only rows with other letters than those of ASCII are read. */
async function fill(db: Kysely<unknown>, { table, key, columns, folds }: Texts): Promise<void> {
  const all = sql.join(
    columns.map((column) => sql`coalesce(${sql.ref(column)}, '')`),
    sql` || `,
  );
  const isRead = sql`${all} glob '*[^' || char(1) || '-' || char(127) || ']*'`;
  const read = sql.join([key, ...columns].map((column) => sql.ref(column)));
  const set = Object.keys(folds).map((column, at) => sql`${sql.ref(`${column}_folded`)} = ${inBatch(at + 1)}`);
  for (let last: string | number | null = null; ; ) {
    const after: RawBuilder<unknown> = last === null ? sql`true` : sql`${sql.ref(key)} > ${last}`;
    const { rows } = await sql<Row>`
      select ${read} from ${sql.table(table)} where ${after} and ${isRead} order by ${sql.ref(key)} limit ${BATCH}
    `.execute(db);
    last = rows.at(-1)?.[key] ?? null;
    if (last === null) return;
    const batch = JSON.stringify(rows.map((row) => [row[key], ...Object.values(folds).map((fold) => fold(row))]));
    await sql`
      update ${sql.table(table)} set ${sql.join(set)} from json_each(${batch}) as batch
        where ${sql.ref(`${table}.${key}`)} = ${inBatch(0)}
    `.execute(db);
  }
}

function inBatch(at: number): RawBuilder<unknown> {
  return sql`json_extract(batch.value, ${sql.lit(`$[${at}]`)})`;
}
