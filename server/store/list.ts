import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { Resource } from '../../generated/fields.ts';
import type { ListRequest, Page, SnapshotRequest } from '../core/ports/store.ts';
import { SEPARATOR } from '../core/stream/records.ts';
import { type ListSource, type Rows, rowsOf } from './list-source.ts';
import { countQuery, firstRows, pageQuery } from './list-sql.ts';
import type { Database } from './schema.ts';
import { areMost, type Found, searchOf, windows } from './search.ts';

type Connection = Kysely<Database> | Transaction<Database>;

/**
 * The ids of one page, and how many rows match in all. Only ids, so that an order without an index sorts narrow rows
 * and a deep page walks an index; the page itself is read by them.
 */
export async function listIds<R extends Resource>(
  db: Connection,
  request: ListRequest<R>,
  source: ListSource<R>,
): Promise<Page<string>> {
  const search = await searchOf(db, request.filter, source);
  const total = await numberOf(db, countQuery(request, source, search));
  const limit = Math.min(request.limit, total - request.offset);
  if (limit <= 0) return { items: [], total };
  const page = { ...request, limit };
  return {
    items: search ? await searchPage(db, page, source, { ...search, total }) : await pageIds(db, page, source),
    total,
  };
}

/** How many rows match: exact, so it reads each of them where that is not kept. */
export async function countRows<R extends Resource>(
  db: Connection,
  request: Pick<ListRequest<R>, 'filter'>,
  source: ListSource<R>,
): Promise<number> {
  return numberOf(db, countQuery(request, source, await searchOf(db, request.filter, source)));
}

/** The ids of one page, in order. @param among Rows that they are among. */
export async function pageIds<R extends Resource>(
  db: Connection,
  request: ListRequest<R>,
  source: ListSource<R>,
  among?: Rows,
): Promise<string[]> {
  const { rows } = await pageQuery(request, source, among).execute(db);
  return rows.map(({ id }) => id);
}

/** All ids of a snapshot in order, joined where they are read: so many rows would be many times as large. */
export async function snapshotIds<R extends Resource>(
  db: Connection,
  request: SnapshotRequest<R>,
  source: ListSource<R>,
): Promise<{ ids: string; count: number }> {
  // Without a limit SQLite sorts all rows at once; with one each as it comes, which takes many times as long where it is all.
  const isWhole = request.limit >= (await countRows(db, {}, source));
  const search = await searchOf(db, request.filter, source);
  const bounds = { limit: isWhole ? undefined : request.limit, offset: 0 };
  const page = pageQuery({ ...request, ...bounds }, source, search && rowsOf(search));
  const { rows } = await sql<{ ids: string | null; count: number }>`
    select group_concat(id, ${SEPARATOR}) as ids, count(*) as count from (${page}) as page`.execute(db);
  return { ids: rows[0]?.ids ?? '', count: Number(rows[0]?.count ?? 0) };
}

/**
 * Reads what belongs together, so that the count, the ids and the rows of a list are of one moment. Where the signal is
 * aborted it is ended, if it can be, and rejects with the signal's reason.
 */
export type Scan = <T>(signal: AbortSignal | undefined, work: (moment: Connection) => Promise<T>) => Promise<T>;

/** Puts what was read by ids back into their order. */
export function inOrder<T extends { id: string }>(ids: readonly string[], rows: readonly T[]): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** A page that is full, of rows that an index narrows. */
async function searchPage<R extends Resource>(
  db: Connection,
  request: ListRequest<R>,
  source: ListSource<R>,
  search: Found,
): Promise<string[]> {
  for (const count of windows(request, source, search)) {
    const ids = await pageIds(db, request, source, firstRows(request, source, count));
    if (ids.length === request.limit) return ids;
  }
  return pageIds(db, request, source, areMost(search) ? undefined : rowsOf(search));
}

async function numberOf(db: Connection, query: RawBuilder<{ total: number }>): Promise<number> {
  const { rows } = await query.execute(db);
  return Number(rows[0]?.total ?? 0);
}
