import { type RawBuilder, sql } from 'kysely';
import type { Connection } from './connection.ts';
import type { Connections } from './index.ts';
import type { Database } from './schema.ts';

/** Rows of one transaction: few enough that what is broken off is done again in a moment. */
const BATCH = 500;

/** Each table with its key, in an order in which what is referred to comes first. */
const TABLES = {
  modules: ['id'],
  accounts: ['id'],
  account_modules: ['account_id', 'module_id'],
  tokens: ['id'],
  token_modules: ['token_id', 'module_id'],
  keys: ['id'],
  keyed_creations: ['account_id', 'key'],
  audit_trail: ['at', 'id'],
} as const satisfies Partial<Record<keyof Database, readonly string[]>>;

type Table = keyof typeof TABLES;
type Row = Record<string, unknown>;

/** A part of a table: behind one key, up to another. */
interface Range {
  after: readonly unknown[] | undefined;
  upTo: readonly unknown[] | undefined;
}

export interface MovedTable {
  table: Table;
  rows: number;
  /** Rows that were not there yet, or were others. */
  written: number;
  /** Over all rows, the same on both sides. */
  digest: string;
}

/**
 * Copies a database into another one, all as it was at one moment, while servers read the first one, and write it. What is
 * there already stays as it is, so whatever ends this, doing it again goes on; and doing it once more takes over what has
 * changed since. In the end all rows of both are counted and digested.
 * @param tell Told of each part that is done.
 * @throws Error where they are not the same in the end: somebody else has written to the target.
 */
export async function moveDatabase(
  source: Pick<Connections, 'lists'>,
  target: Pick<Connections, 'lists' | 'transact'>,
  tell: (table: Table, rows: number) => void = () => {},
): Promise<MovedTable[]> {
  return source.lists.scan(undefined, async (moment) => {
    const moved: MovedTable[] = [];
    for (const table of Object.keys(TABLES) as Table[]) {
      let [rows, written] = [0, 0];
      for await (const { range, batch } of batchesOf(moment, table)) {
        written += await merge(target, table, range, batch);
        rows += batch.length;
        tell(table, rows);
      }
      moved.push({ table, rows, written, digest: await digestOf(moment, table) });
    }
    await target.lists.scan(undefined, (there) => assertSame(there, moved));
    return moved;
  });
}

async function assertSame(there: Connection, moved: readonly MovedTable[]): Promise<void> {
  for (const { table, digest } of moved) {
    if ((await digestOf(there, table)) === digest) continue;
    throw new Error(`The rows of ${table} are not the same on both sides: is a server running on the target?`);
  }
}

/** The parts of a table, and what is in them; the last one has no end. */
async function* batchesOf(db: Connection, table: Table): AsyncGenerator<{ range: Range; batch: Row[] }> {
  for (let after: Range['after']; ; ) {
    const batch = await rowsIn(db, table, { after, upTo: undefined }, BATCH);
    const last = batch.length < BATCH ? undefined : batch.at(-1);
    const upTo = last && keyOf(table, last);
    yield { range: { after, upTo }, batch };
    if (upTo === undefined) return;
    after = upTo;
  }
}

async function rowsIn(db: Connection, table: Table, { after, upTo }: Range, limit?: number): Promise<Row[]> {
  const key = sql.join(TABLES[table].map((column) => sql.ref(column)));
  const bounds: RawBuilder<unknown>[] = [
    ...(after ? [sql`(${key}) > (${sql.join(after)})`] : []),
    ...(upTo ? [sql`(${key}) <= (${sql.join(upTo)})`] : []),
  ];
  const where = bounds.length > 0 ? sql`where ${sql.join(bounds, sql` and `)}` : sql``;
  const most = limit === undefined ? sql`` : sql`limit ${limit}`;
  const { rows } = await sql<Row>`select * from ${sql.table(table)} ${where} order by ${key} ${most}`.execute(db);
  // The number of a row is a matter of its database.
  return rows.map(({ n: _, ...row }) => row);
}

/** Makes a part of a table the same as the source has it. @returns how many rows were written. */
async function merge(target: Pick<Connections, 'transact'>, table: Table, range: Range, batch: Row[]): Promise<number> {
  let written = 0;
  await target.transact(async (db) => {
    const there = new Map((await rowsIn(db, table, range)).map((row) => [textOf(keyOf(table, row)), textOf(row)]));
    const news = batch.filter((row) => there.get(textOf(keyOf(table, row))) !== textOf(row));
    const kept = new Set(batch.map((row) => textOf(keyOf(table, row))));
    for (const key of there.keys()) if (!kept.has(key)) await remove(db, table, JSON.parse(key));
    if (news.length > 0) await write(db, table, news);
    written = news.length;
    return undefined;
  });
  return written;
}

async function write(db: Connection, table: Table, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const key: readonly string[] = TABLES[table];
  const rest = columns.filter((column) => !key.includes(column));
  const set = sql.join(rest.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`));
  await sql`
    insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
      values ${sql.join(rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`))}
      on conflict (${sql.join(key.map((column) => sql.ref(column)))})
      do ${rest.length > 0 ? sql`update set ${set}` : sql`nothing`}
  `.execute(db);
}

async function remove(db: Connection, table: Table, key: unknown[]): Promise<void> {
  const columns = sql.join(TABLES[table].map((column) => sql.ref(column)));
  await sql`delete from ${sql.table(table)} where (${columns}) = (${sql.join(key)})`.execute(db);
}

/** Over all rows in the order of their keys, and how many they are. */
async function digestOf(db: Connection, table: Table): Promise<string> {
  let digest = '';
  for await (const { batch } of batchesOf(db, table)) {
    const bytes = new TextEncoder().encode([digest, batch.length, ...batch.map(textOf)].join('\n'));
    digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
  }
  return digest;
}

function keyOf(table: Table, row: Row): unknown[] {
  return TABLES[table].map((column) => row[column]);
}

/** The same for the same row of either database. */
function textOf(row: Row | unknown[]): string {
  const plain = (value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value);
  if (Array.isArray(row)) return JSON.stringify(row.map(plain));
  return JSON.stringify(
    Object.entries(row)
      .map(([column, value]) => [column, plain(value)])
      .sort(),
  );
}
